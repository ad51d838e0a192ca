"""Pages of delegations, by idea."""
