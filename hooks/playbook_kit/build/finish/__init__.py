"""What only a built site can be given: a policy, a search that waits, no weight that no page uses."""
