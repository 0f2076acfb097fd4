select 1 <-- ; comment
 2, a->>'b;', c::text, d:=1, 1..2, .5, 1.e5, 1.5e+3a$$; select :x:'y;z', :"q;r", a[1:2], b[:n], :{?x;
select @ 5, |/ 4, 2 ^ 3 /* ; */ !~ '4', 1 / 2, 3 * 4 ;
