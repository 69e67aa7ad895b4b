"""Writers: districts, plans and documents to files."""
