"""What is offered to the Kreisarchiv before it is deleted (§ 4, § 10 (5) ArchivG NRW).

Offer: a list of entries and comments, and the package made of them. Answer: what the
archive said. Clearing: hidden and rejected contributions go, once they were offered.
"""
