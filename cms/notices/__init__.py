"""
Notices by e-mail and SMS to people who asked for them: who follows what, the outbox, and the worker that sends.

A notice is written in the transaction of the change that it tells of (`cms.notices.outbox`), and sent afterwards by
`manage.py notices send` (`cms.notices.sending`). Knows nothing of what is followed: other apps register the kinds of
notices that there are (`cms.notices.interfaces.INoticeKind`) and call `cms.notices.services`.
"""
