"""Records of JSON, read strictly: nothing is doubled, rounded or dropped in silence."""
