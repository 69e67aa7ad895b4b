"""Where the service keeps districts, plans, jobs, keys and what was done: SQLite or PostgreSQL."""
