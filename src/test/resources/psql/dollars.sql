select $$a;b$$, $x$ $$;$$ $y$ ; $x$, $été$;$été$;
select $1, $2$ $ $2$; select a$b$c; select $a; select $a$b$ ; $c$a$ ;
select 1$$;$$, 1a$$; select $_$;$_$ $1a$$ ;
select $a$$b$;$a$ ; $$ $ $$; select :a$$;$$;
create function f() returns void language plpgsql as $function$
begin
  perform 1; -- it's

  perform $in$ ; $in$;
end
$function$;
