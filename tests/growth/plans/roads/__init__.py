"""Roads along which a newsroom asks its database again and again."""
