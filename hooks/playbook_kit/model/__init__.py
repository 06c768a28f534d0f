"""What contributors may type: one module per kind of content, frozen pydantic models, and nothing else."""
