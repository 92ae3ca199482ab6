"""What the law asks of whoever lets others process personal data, told from the ledger and from nothing else.

requests      entries of a log, put together again to requests
reading       a log read whole, and the rules that were in force
terms         what the rules said of a provider: who, where, under which contract
tallies       what went to whom, counted
recipients    who got what, under which terms              GDPR, articles 13, 15, 28, 44 to 49
processing    the record of processing activities          GDPR, article 30
exposure      what a leaked key could do, and did          GDPR, articles 33 and 34
reach         what rules let a key, or everybody, get at
register      third parties, substitutes, concentration    DORA, articles 28 and 29
tables        all of this for people

Every figure is a count of what `sovereign audit export` prints; every fact of a provider stands in the rules that the
request was decided by, not in today's file. What the router cannot know is left to a person, and never made up.
"""
