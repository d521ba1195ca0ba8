"""How each kind of page is rendered: one module per kind, registered when the application starts."""
