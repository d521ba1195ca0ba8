"""Articles that go from one subject to another: two subjects merged, a merger undone, a subject split."""
