-- Which files were said is known to the process that said them: after a copy is put back it would be wrong here.
alter table team_post drop column passed_over;
