"""Code lists the whole house shares: event types, families, topics, roles."""
