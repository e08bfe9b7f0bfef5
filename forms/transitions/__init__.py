"""
The moves of a submission (domain, §3), each made through `cms.kernel.perform.perform`.

name                             data                                        kept in the history
submission.accept                –                                           due_on
submission.reject                reason, note                                reason, note
submission.clear_spam            –                                           signs
submission.merge                 number                                      into, taken_down
submission.answer_on_spot        who (deputy | unit), deputy | unit, reply   reply_by, who
submission.refer                 kind, unit | outside_number, effort         kind, unit, outside_number, due_on
submission.pass_on               venue (its code), note                      from, to, note
submission.return                reason, belongs_to                          from, reason, belongs_to, due_on
submission.answer                reply, reply_by (not for officers)          reply_by
submission.pause                 reason, note, expected_on                   reason, note, until
submission.resume                –                                           due_on
submission.ask_extension         days, reason                                days, reason
submission.grant_extension       days, words                                 days, reason, due_on
submission.refuse_extension      words                                       reason
submission.close                 –                                           –
submission.answer_by_suggestion  reply, reply_by (System)                    reply_by
submission.answer_escalated      reply, reply_by                             reply_by
submission.decline               reason                                      reason, due_on
submission.withdraw              – (Resident)                                –
submission.add                   text (Resident)                             –
submission.rate                  rating, reason (Resident)                   rating
submission.reopen                reason (Resident)                           due_on
submission.ask_review            reason (Resident)                           due_on
submission.withdraw_consent      – (Resident)                                –
submission.erase_contact         – (Resident)                                –
submission.reopen_after_review   –                                           due_on
submission.uphold                note                                        note
submission.separate              – (System)                                  due_on
submission.prepare_publication   title, place, said, done, done_by,          progress, published
                                 is_looked_at, is_reviewed (A, at once)
submission.publish               the same                                    progress, published
submission.return_publication    reason                                      reason
submission.take_down             reason                                      reason

What residents write is kept as `SubmissionMessage`s, not in the history.

`effort` is "simple" or "complex"; `deputy`, `unit` and `belongs_to` are primary keys; dates are ISO.
"""

from forms.transitions.answers import Answer, AnswerOnSpot, Close
from forms.transitions.base import SubmissionTransition
from forms.transitions.clock import AskExtension, GrantExtension, Pause, RefuseExtension, Resume
from forms.transitions.escalated import AnswerBySuggestion, AnswerEscalated, Decline
from forms.transitions.passing_on import PassOn
from forms.transitions.publishing import PreparePublication, Publish, ReturnPublication, TakeDown
from forms.transitions.referrals import Refer, Return
from forms.transitions.residents import Add, AskReview, EraseContact, Rate, Reopen, Withdraw, WithdrawConsent
from forms.transitions.reviews import ReopenAfterReview, Separate, Uphold
from forms.transitions.screening import Accept, ClearSpam, Merge, Reject

# In the order their buttons stand.
MOVES = (
    Resume,
    GrantExtension,
    RefuseExtension,
    Accept,
    Answer,
    AnswerOnSpot,
    Refer,
    PassOn,
    Return,
    AnswerEscalated,
    AnswerBySuggestion,
    Decline,
    Merge,
    Reject,
    ClearSpam,
    ReopenAfterReview,
    Uphold,
    AskExtension,
    Pause,
    Close,
    Publish,
    ReturnPublication,
    PreparePublication,
    TakeDown,
    Add,
    Rate,
    Reopen,
    AskReview,
    Withdraw,
    WithdrawConsent,
    EraseContact,
    Separate,
)

__all__ = ["MOVES", "SubmissionTransition", *(move.__name__ for move in MOVES)]
