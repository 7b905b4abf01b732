"""What absence costs, for the employer and for the state."""
