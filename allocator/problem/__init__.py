"""The hinge: people and cases above, integers below."""
