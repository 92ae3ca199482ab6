"""Names of people, places and organisations: words, their features, a small encoder, and a second vote by rules."""
