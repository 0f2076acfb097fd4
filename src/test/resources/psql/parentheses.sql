select (1; 2); create rule r as on insert to t do also (insert into a values (1); insert into b values (2););
select )); select 1; select ((';')), (")") ;
;;  ;
select (1
