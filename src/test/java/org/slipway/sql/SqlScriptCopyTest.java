package org.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptCopyTest {
    private static SqlScript script(String text) {
        return new SqlScript(new StringReader(text));
    }

    private static String data(SqlScript script) throws IOException {
        StringWriter data = new StringWriter();
        script.copyData().transferTo(data);
        return data.toString();
    }

    @Test
    void dataEndsBeforeItsMarkAndTheScriptGoesOnBehindIt() throws Exception {
        SqlScript script = script("copy t from stdin;\n1\t;\n\n\\N\\.\n -- '\n\\.\nselect 1;");
        assertThat(script.next().copyFromStdin()).isTrue();
        assertThat(data(script)).isEqualTo("1\t;\n\n\\N\\.\n -- '\n");
        assertThat(script.next()).isEqualTo(new SqlStatement(2, "select 1;", 7, 1, "SELECT", false));
        assertThat(script.next()).isNull();
    }

    @Test
    void dataThatNobodyReadsIsPassedOver() throws Exception {
        SqlScript script = script("copy t from stdin;\n'\n\\.\r\nselect 1;");
        script.next();
        assertThat(script.next().text()).isEqualTo("select 1;");
    }

    @Test
    void dataThatIsReadInPartIsPassedOverToItsEnd() throws Exception {
        SqlScript script = script("copy t from stdin;\nab\ncd\n\\.\nselect 1;");
        script.next();
        Reader data = script.copyData();
        assertThat(data.read()).isEqualTo('a');
        assertThat(script.next().line()).isEqualTo(5);
        assertThat(data.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\n", "1\r\n2\r\n", "no line feed", "1\n\\", "1\n\\.2\n"})
    void dataMayEndWithTheScript(String data) throws Exception {
        SqlScript script = script("copy t from stdin;\n" + data);
        script.next();
        assertThat(data(script)).isEqualTo(data);
        assertThat(script.next()).isNull();
        SqlScript marked =
                script("copy t from stdin;\n" + data + (data.endsWith("\n") || data.isEmpty() ? "" : "\n") + "\\.");
        marked.next();
        assertThat(data(marked)).isEqualTo(data.endsWith("\n") || data.isEmpty() ? data : data + "\n");
        assertThat(marked.next()).isNull();
    }

    @Test
    void dataLongerThanTheBufferComesWhole() throws Exception {
        String data = ("x".repeat(99) + "\n").repeat(5_000) + "y".repeat(100_000) + "\n";
        SqlScript script = script("copy t from stdin;\n" + data + "\\.\n  select 1;");
        script.next();
        assertThat(data(script)).isEqualTo(data);
        assertThat(script.next()).isEqualTo(new SqlStatement(2, "select 1;", 5_004, 3, "SELECT", false));
    }

    @Test
    void whatStandsBehindTheSemicolonComesAfterTheData() throws Exception {
        SqlScript script = script("copy a from stdin; copy b from stdin; select\n1\n\\.\n2\n\\.\n\n x;\nselect 3;");
        script.next();
        assertThat(data(script)).isEqualTo("1\n");
        assertThat(script.next().column()).isEqualTo(20);
        assertThat(data(script)).isEqualTo("2\n");
        SqlStatement divided = script.next();
        assertThat(divided.text()).isEqualTo("select\n x;");
        assertThat(new SqlPosition(divided.line(), divided.column())).isEqualTo(new SqlPosition(1, 39));
        assertThat(divided.locate(9)).isEqualTo(new SqlPosition(7, 2));
        assertThat(script.next().line()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t to stdout;",
                "copy t from 'stdin';",
                "copy t from program 'stdin';",
                "copy (select a from stdin) to stdout;",
                "copy \"from\" stdin;",
                "select a from stdin;",
                "insert into copy select a from stdin;"
            })
    void onlyCopyFromStdinHasData(String statement) throws Exception {
        SqlScript script = script(statement + "\nselect 1;");
        assertThat(script.next().copyFromStdin()).isFalse();
        assertThat(data(script)).isEmpty();
        assertThat(script.next().text()).isEqualTo("select 1;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN;",
                "copy s.t (a, \"from\") from /* x */ stdin with (format csv);",
                "/* c */ copy t -- x\nfrom stdin\n;",
                "copy binary t from stdout;"
            })
    void everyFormOfCopyFromStdinHasData(String statement) throws Exception {
        SqlScript script = script(statement + "\n1\n\\.\n");
        assertThat(script.next().copyFromStdin()).isTrue();
        assertThat(data(script)).isEqualTo("1\n");
        assertThat(script.next()).isNull();
    }
}
