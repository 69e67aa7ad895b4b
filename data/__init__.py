"""What comes in and goes out: packs, shipped districts, readers and writers."""
