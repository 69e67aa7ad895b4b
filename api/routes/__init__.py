"""What the service answers, by resource."""
