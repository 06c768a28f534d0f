"""What only a built site can be given: a policy, no weight that no page uses."""
