"""Pages of the secretariat and of partners."""
