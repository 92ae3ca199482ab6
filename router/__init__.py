"""Sovereign Router: one process inside a company's own walls that decides which model provider may see what.

The nouns: an `Envelope` is what the client sent. Its body has `Slot`s, places where people's words can be; detection
gives `Finding`s in them. `Facts` are all that policy may know: no text. Policy turns facts and the `Ruleset` into a
`Decision`: the `Candidate`s that may be asked, in order, each to be treated raw or redacted. A `Vault` holds what was
taken out, for this request alone. Each try is an `Attempt`; all that is kept is the `Receipt`.

The walk: http/app -> http/gateway -> pipeline.Walk.run, which detects, states facts, decides, redacts, attempts,
restores and writes the receipt, in this order and in one function. `wiring` puts the parts together; `core` is pure.
"""

__version__ = "0.1.0"
