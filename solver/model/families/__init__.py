"""One small module per rule."""
