"""Policy packs: clauses as typed data, and applying a pack to a district."""
