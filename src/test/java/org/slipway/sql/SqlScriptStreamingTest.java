package org.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

/** Memory is shown by what the splitter asks its reader for: it can keep no more than it has room for. */
class SqlScriptStreamingTest {
    @Test
    void aScriptOfAHundredMegabytesNeedsRoomForOneStatement() throws Exception {
        long length = 100_000_000;
        int statements = 0;
        int longest = 0;
        GeneratedReader reader = new GeneratedReader(length);
        try (SqlScript script = new SqlScript(reader)) {
            for (SqlStatement statement; (statement = script.next()) != null; ) {
                statements++;
                longest = Math.max(longest, statement.text().length());
            }
            assertThat(statements).isEqualTo((int) (length / GeneratedReader.LINE.length()));
            assertThat(longest).isEqualTo(GeneratedReader.LINE.length() - 1);
            assertThat(reader.longestRequest)
                    .as("what the splitter has room for")
                    .isLessThan(1 << 16);
        }
    }

    @Test
    void aLongStatementsRoomIsGivenBack() throws Exception {
        String text = "select '" + "x".repeat(5_000_000) + "';" + "select 1;\n".repeat(20_000);
        try (RequestRecorder reader = new RequestRecorder(text)) {
            SqlScript script = new SqlScript(reader);
            assertThat(script.next().text()).hasSize(5_000_010);
            while (script.next() != null) {
                // to the end
            }
            assertThat(reader.lastRequest).isLessThan(1 << 16);
        }
    }

    private static final class RequestRecorder extends StringReader {
        private int lastRequest;

        RequestRecorder(String text) {
            super(text);
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            lastRequest = length;
            return super.read(target, offset, length);
        }
    }

    /** The same statement again and again, made while it is read. */
    private static final class GeneratedReader extends Reader {
        static final String LINE = "insert into t values (1, 'some text; with a semicolon', $$and another;$$);\n";
        private final long length;
        private long position;
        private int longestRequest;

        GeneratedReader(long length) {
            this.length = length - length % LINE.length();
        }

        @Override
        public int read(char[] target, int offset, int most) {
            longestRequest = Math.max(longestRequest, most);
            int start = (int) (position % LINE.length());
            int count = (int) Math.min(Math.min(most, LINE.length() - start), length - position);
            LINE.getChars(start, start + count, target, offset);
            position += count;
            return position == length && count == 0 ? -1 : count;
        }

        @Override
        public void close() {}
    }
}
