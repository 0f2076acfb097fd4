select 'a;b', 'it''s; fine', "col;umn", "dou""ble;", e'back\'slash;', E'\\', U&'d\0061t;a', U&"d;" UESCAPE '!';
select b'01;0', X'1F;', n'nat;ional', N'a'';b';
select 'one'
  'two;
three', 'four' -- comment; 'quoted'
  'five';
select E'first\'' 'x';
select E'continued'
'not escaped\'; select 2;
select fooe'not escaped\'; select 1e'not escaped\';
select '\'; select 3;
select 'multi

line

', 1;
