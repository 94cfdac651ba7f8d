-- A token that was spent before gave its laptop this scope already, and would bring it back when shown again.
delete from device_scope
where holder in (select secret_hash from enrolment_token where device <> '');
