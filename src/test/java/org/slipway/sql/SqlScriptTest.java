package org.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {
    static List<SqlStatement> split(String text) throws IOException, SqlSyntaxException {
        return split(text, null);
    }

    private static List<SqlStatement> split(String text, Consumer<SqlComment> comments)
            throws IOException, SqlSyntaxException {
        List<SqlStatement> statements = new ArrayList<>();
        try (SqlScript script = new SqlScript(new StringReader(text), comments)) {
            for (SqlStatement statement; (statement = script.next()) != null; ) {
                statements.add(statement);
            }
        }
        return statements;
    }

    static List<String> texts(String text) throws IOException, SqlSyntaxException {
        return split(text).stream().map(SqlStatement::text).toList();
    }

    private static SqlSyntaxException refusal(String text) {
        return catchThrowableOfType(SqlSyntaxException.class, () -> split(text));
    }

    @Test
    void aScriptWithoutStatementsHasNone() throws Exception {
        assertThat(texts("")).isEmpty();
        assertThat(texts(" \r\n\t\f\n-- only a comment")).isEmpty();
    }

    @Test
    void theEndIsSaidAgainHoweverOftenItIsAskedFor() throws Exception {
        try (SqlScript script = new SqlScript(new StringReader("select 1"))) {
            assertThat(script.next()).isNotNull();
            assertThat(script.next()).isNull();
            assertThat(script.next()).isNull();
        }
    }

    @Test
    void aStatementKeepsItsSemicolonAndTheLastOneNeedsNone() throws Exception {
        assertThat(texts("select 1; select 2;;\nselect 3\n"))
                .containsExactly("select 1;", "select 2;", ";", "select 3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a;b';",
                "select 'it''s;';",
                "select \"a;b\"\"c;\";",
                "select E'it\\'s;';",
                "select e'\\\\', ';';",
                "select U&'d\\0061;', U&\"d;\" UESCAPE '!';",
                "select B'0;', x'F;', N';';",
                "select $$a;b$$;",
                "select $tag$ $$;$$ $other$;$other$ $tag$;",
                "select $größe$;$größe$;",
                "select 1 /* ; /* ; */ ; */;",
                "select 1 -- ;\n;",
                "select (1; (2;) 3;);",
                "create rule r as on insert to t do also (insert into a values (1); insert into b values (2););",
                "create function f() returns int begin atomic select 1; select case when true then 1 end; end;",
                "create or replace procedure p() begin atomic begin; end; end;",
                "copy (select ';' from stdin) to stdout;"
            })
    void aSemicolonInsideEndsNothing(String statement) throws Exception {
        assertThat(texts(statement + "\n" + statement)).containsExactly(statement, statement);
    }

    @Test
    void wordsThatOnlyLookLikeQuotesAreNone() throws Exception {
        assertThat(texts("select a$b$; select $1;")).containsExactly("select a$b$;", "select $1;");
        assertThat(texts("select fooe'\\'; select 1;")).containsExactly("select fooe'\\';", "select 1;");
    }

    @Test
    void beginBelongsToARoutineOnlyWhereItsStatementSaysSo() throws Exception {
        assertThat(texts("begin; create table t (a int); end;"))
                .containsExactly("begin;", "create table t (a int);", "end;");
    }

    @Test
    void emptyLinesAreLeftOutUnlessTheyAreQuoted() throws Exception {
        assertThat(texts("select 1,\n\n\n'a\n\nb' /*\n\n*/\n \n;"))
                .containsExactly("select 1,\n'a\n\nb' /*\n\n*/\n \n;");
    }

    @Test
    void commentsBeforeAStatementAreLeftOutIfTheyEndWithTheirLine() throws Exception {
        assertThat(texts("-- a\n/* b */ -- c\nselect 1; -- d\nselect 2;"))
                .containsExactly("/* b */ -- c\nselect 1;", "select 2;");
    }

    @Test
    void carriageReturnsStayWhereTheyAre() throws Exception {
        assertThat(texts("select\r\n\r\n1;\r\nselect 2\r\n")).containsExactly("select\r\n\r\n1;", "select 2\r");
    }

    @Test
    void aCommentEndsWithALoneCarriageReturn() throws Exception {
        assertThat(texts("-- a\rselect 1;")).containsExactly("select 1;");
    }

    @Test
    void backslashesFollowStandardConformingStringsFromTheNextLineOn() throws Exception {
        assertThat(texts("set standard_conforming_strings = off; select '\\';\nselect '\\';';"))
                .containsExactly("set standard_conforming_strings = off;", "select '\\';", "select '\\';';");
        assertThat(texts("set standard_conforming_strings to 'off';\nreset standard_conforming_strings;\nselect '\\';"))
                .endsWith("select '\\';");
        assertThat(texts("set local standard_conforming_strings = off;\ncommit;\nselect '\\';"))
                .endsWith("select '\\';");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstStatement() throws Exception {
        assertThat(split("\uFEFFselect 1;")).containsExactly(new SqlStatement(1, "select 1;", 1, 1, "SELECT", false));
    }

    @Test
    void dumpsOfPgDumpMayRestrictPsql() throws Exception {
        assertThat(texts("\\restrict a1b2\n\nselect 1,\n\\unrestrict a1b2\n2;")).containsExactly("select 1,\n2;");
    }

    @ParameterizedTest
    @CsvSource({
        "'CREATE INDEX CONCURRENTLY IF NOT', 'create /* x */ index\n-- y\nconcurrently if not exists i on t (a);'",
        "'COMMIT', ' commit ;'",
        "'START TRANSACTION', 'start transaction;'",
        "'SELECT', 'select ''a'' from b;'",
        "'INSERT INTO SALES', 'insert into sales.invoice values (1);'",
        "'INSERT INTO', 'insert into \"sales\" values (1);'",
        "'', '/* nothing */;'",
        "'SELECT', 'select *\nfrom t;'",
        "'GRANT', 'grant'"
    })
    void leadingWordsEndAtTheFirstTokenThatIsNoWord(String words, String statement) throws Exception {
        assertThat(split(statement)).extracting(SqlStatement::leadingWords).containsExactly(words);
        assertThat(split("insert into t values (1);\n" + statement + "\n;")
                        .get(1)
                        .leadingWords())
                .isEqualTo(words);
    }

    @Test
    void onlySemicolonsSpaceAndCommentsAreAnEmptyStatement() throws Exception {
        assertThat(split("; /* a */; /* b */ -- c\n;(;); 'a'; \"b\"; 1; /* d */"))
                .extracting(SqlStatement::isEmpty)
                .containsExactly(true, true, true, false, false, false, false, true);
    }

    @Test
    void aStatementBeginsAtItsFirstTokenWhateverItsTextBeginsWith() throws Exception {
        SqlStatement statement =
                split("\n  /* é😀 */ -- b\n\n   select\n\n\n  x;").get(0);
        assertThat(statement.text()).isEqualTo("/* é😀 */ -- b\n   select\n  x;");
        assertThat(new SqlPosition(statement.line(), statement.column())).isEqualTo(new SqlPosition(4, 4));
        assertThat(statement.locate(1)).isEqualTo(new SqlPosition(2, 3));
        assertThat(statement.locate(13)).isEqualTo(new SqlPosition(2, 15));
        assertThat(statement.locate(statement.text().indexOf('x')))
                .as("😀 is one character to PostgreSQL, two to Java")
                .isEqualTo(new SqlPosition(7, 3));
    }

    @Test
    void columnsCountCharactersOnLongLinesToo() throws Exception {
        List<SqlStatement> statements = split("select '😀'; ".repeat(20_000));
        assertThat(statements).hasSize(20_000);
        assertThat(statements)
                .allSatisfy(statement -> assertThat(statement.column()).isEqualTo(1 + 12 * (statement.number() - 1)))
                .allSatisfy(statement -> assertThat(statement.line()).isEqualTo(1));
    }

    @Test
    void aPositionOutsideTheTextIsTakenAsTheNearestInside() throws Exception {
        SqlStatement statement = split(" select 1;").get(0);
        assertThat(statement.locate(0)).isEqualTo(new SqlPosition(1, 2));
        assertThat(statement.locate(1000)).isEqualTo(new SqlPosition(1, 11));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, quoted string, 'select ''never;'",
        "2, 3, quoted string, 'select 1;\n  ''a\n\n'",
        "1, 8, quoted string, 'select E''\\'''",
        "3, 9, dollar-quoted string, 'select 1,\n\n''😀''   , $a$ $$ $a'",
        "1, 8, quoted identifier, 'select \"a\n;'",
        "2, 1, comment, 'select 1;\n/* /* */'",
        "1, 10, comment, 'select 1 /* '",
        "1, 8, quoted string, 'select ''it''''s'",
        "1, 8, quoted string, 'select U&''\n;'",
        "1, 5, \\copy, 'a;  \\copy t from file'",
        "1, 1, \\;, '\\;'",
        "1, 9, \\gset, 'select 1\\gset x'"
    })
    void whatIsNeverClosedIsReportedWhereItBegins(int line, int column, String what, String script) {
        SqlSyntaxException refusal = refusal(script);
        assertThat(refusal).hasMessageContaining(what);
        assertThat(new SqlPosition(refusal.line(), refusal.column())).isEqualTo(new SqlPosition(line, column));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1;\n \0",
                "-- x\n \0",
                "/* \n \0",
                "select '\n \0",
                "select $$\n \0",
                "select E'\n \0",
                "\"\n \0",
                "\n a\0",
                "\n 1\0",
                "\n $\0"
            })
    void aNulIsRefusedWhereverItStands(String script) {
        SqlSyntaxException refusal = refusal(script);
        assertThat(refusal).hasMessageContaining("NUL");
        assertThat(refusal.line()).isEqualTo(2);
        assertThat(refusal.column()).isBetween(2, 3);
    }

    @Test
    void commentsThatBeginTheirLineAreReported() throws Exception {
        List<SqlComment> comments = new ArrayList<>();
        String script = """
                -- one
                \t--two\r
                /* three
                 * lines */
                select 1, -- no
                  -- four
                  '
                -- no
                '; -- no
                /* no */ -- no
                  -- five
                select $$
                -- no
                $$;
                -- six""";
        split(script, comments::add);
        assertThat(comments)
                .containsExactly(
                        new SqlComment(1, " one", false, false),
                        new SqlComment(2, "two", false, false),
                        new SqlComment(3, " three\n * lines ", true, false),
                        new SqlComment(6, " four", false, true),
                        new SqlComment(11, " five", false, false),
                        new SqlComment(15, " six", false, false));
    }

    @Test
    void aCommentIsReportedBeforeItsStatementIsReturned() throws Exception {
        List<SqlComment> comments = new ArrayList<>();
        try (SqlScript script = new SqlScript(new StringReader("select 1;\n-- a\nselect 2;"), comments::add)) {
            script.next();
            assertThat(comments).isEmpty();
            script.next();
            assertThat(comments).hasSize(1);
        }
    }

    @Test
    void aReaderThatFailsIsNotTakenForTheEnd() {
        assertThatThrownBy(() -> new SqlScript(new FailingReader()).next()).isInstanceOf(IOException.class);
    }

    private static final class FailingReader extends java.io.Reader {
        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            throw new IOException("the file vanished");
        }

        @Override
        public void close() {}
    }
}
