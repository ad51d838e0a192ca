"""What is new about a meeting since a person last looked."""
