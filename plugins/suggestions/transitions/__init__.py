"""
The moves of the first loop, each made through `cms.kernel.perform.perform`.

name                 from → to                    by                   data
submission.escalate  accepted (many) → escalated  V, A                 title, facts, proposals, proposed_deputy
suggestion.adopt     draft → submitted            D                    title, facts, proposals (empty: as drafted)
suggestion.decline   draft → declined             the deputy asked, A  reason
suggestion.return    submitted → returned         A                    reason (code), note
suggestion.accept    submitted → accepted         A                    session; the number is given here
suggestion.assign    accepted → assigned          A                    unit, due_on
suggestion.reply     assigned → replied           U, A                 category, body, replied_on and, optional,
                                                                       document_number, signatory
suggestion.ask_extension     – (assigned)         U, A                 due_on, reason
suggestion.grant_extension   – (assigned)         A                    due_on, words
suggestion.refuse_extension  – (assigned)         A                    words
suggestion.pause             – (assigned)         A                    reason, note, expected_on
suggestion.resume            – (assigned)         A                    –
suggestion.close     replied → closed             A                    –

The full loop (domain, §4) comes later, and here is its place. Each is a module beside these, its states are added to
`models.State`, its moves to `MOVES`:

- co-signatories, and withdrawing before a reply: `deputies.py`;
- co-units, split handling and the 聚焦 gate: `AssignForm` takes several units with roles, `Suggestion.lead_unit`
  becomes the lead row of an Assignment model;
- transfer requests (assigned → transfer_requested → reassigned or refused) and contact with the deputy
  (assigned → handling): `units.py`;
- evaluation (replied → evaluated), rehandling and the review after a second dissatisfaction: a module of their own
  between `Reply` and `Close`; `Close.sources` then becomes {evaluated}.
"""

from plugins.suggestions.transitions.clock import AskExtension, GrantExtension, Pause, RefuseExtension, Resume
from plugins.suggestions.transitions.deputies import Adopt, Decline
from plugins.suggestions.transitions.escalate import Escalate
from plugins.suggestions.transitions.office import Accept, Assign, Close, Return
from plugins.suggestions.transitions.units import Reply

# In the order their buttons stand.
MOVES = (
    Escalate,
    Resume,
    GrantExtension,
    RefuseExtension,
    Adopt,
    Decline,
    Accept,
    Return,
    Assign,
    Reply,
    AskExtension,
    Pause,
    Close,
)

__all__ = ["MOVES", *(move.__name__ for move in MOVES)]
