"""
How often the same thing may be done: by one address, by one contact, at one place.

A limit has a name and, in `settings.LIMITS`, its rates in words: "40/10 minutes; 400/day" is a burst and a sustained
rate, "" is no limit. Views ask before they do what is limited:

    limits.spend(("intake.address", limits.address_of(request)), ("intake.venue", str(venue.pk)))

which counts one use of each or, when one is used up, counts nothing and raises `Limited`, which says when to come back.
`cms.limits.views` answers with a page that keeps what was typed, and has a decorator for forms that need no more.

Who is counted is stored as an HMAC, in memory or in Redis (`cms.limits.stores`), never in the database or a log.
"""

from cms.limits.addresses import address_of
from cms.limits.counting import Limited, Use, ask, spend, spend_one

__all__ = ["Limited", "Use", "address_of", "ask", "spend", "spend_one"]
