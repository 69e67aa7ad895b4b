"""Every hard and soft clause of the shipped packs at work: within, at and beyond its figures."""
