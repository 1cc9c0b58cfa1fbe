"""What follows from a plan: pure functions of the plan, today and the limits."""
