package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slipway.web.SqlListing.Line;
import org.slipway.web.SqlListing.Piece;

class SqlHighlighterTest {
    @Test
    void piecesHaveTheStyleOfTheirKind() throws IOException {
        assertThat(read("SELECT 'a\r\nb', \"c\" -- d\n", 1).lines())
                .containsExactly(
                        new Line(
                                1,
                                List.of(new Piece("keyword", "SELECT"), new Piece("", " "), new Piece("string", "'a"))),
                        new Line(
                                2,
                                List.of(
                                        new Piece("string", "b'"),
                                        new Piece("", ", "),
                                        new Piece("quoted-identifier", "\"c\""),
                                        new Piece("", " "),
                                        new Piece("comment", "-- d"))));
    }

    @Test
    void anEmptyScriptHasNoLines() throws IOException {
        assertThat(read("", 1)).isEqualTo(new SqlListing(List.of(), false));
    }

    @Test
    void anEmptyLineIsALine() throws IOException {
        assertThat(read("\n\n;", 1).lines()).extracting(Line::number).containsExactly(1, 2, 3);
    }

    @Test
    void aLongScriptIsShownInParts() throws IOException {
        String script = "SELECT 1;\n".repeat(SqlListing.MAX_LINES + 5);
        SqlListing first = read(script, 1);
        assertThat(first.lines()).hasSize(SqlListing.MAX_LINES);
        assertThat(first.more()).isTrue();
        SqlListing second = read(script, SqlListing.partWith(SqlListing.MAX_LINES + 3));
        assertThat(second.first()).isEqualTo(SqlListing.MAX_LINES + 1);
        assertThat(second.last()).isEqualTo(SqlListing.MAX_LINES + 5);
        assertThat(second.more()).isFalse();
        assertThat(second.lines().get(0).pieces()).contains(new Piece("keyword", "SELECT"));
    }

    @Test
    void aScriptOfExactlyOnePartHasNoSecond() throws IOException {
        assertThat(read("SELECT 1;\n".repeat(SqlListing.MAX_LINES), 1).more()).isFalse();
    }

    @Test
    void oneEndlessLineIsCut() throws IOException {
        SqlListing listing = read("x".repeat(SqlListing.MAX_CHARACTERS + 10), 1);
        assertThat(text(listing)).hasSize(SqlListing.MAX_CHARACTERS);
        assertThat(listing.more()).isTrue();
    }

    @Test
    void farIntoAVeryLargeScriptThereAreLinesWithoutColours() throws IOException {
        String line = "SELECT '" + "x".repeat(4_000) + "';\n";
        SqlListing listing = read(line.repeat(2_010), SqlListing.MAX_LINES + 1);
        assertThat(listing.first()).isEqualTo(SqlListing.MAX_LINES + 1);
        assertThat(listing.last()).isEqualTo(2_010);
        assertThat(listing.lines().get(0).pieces()).extracting(Piece::kind).containsOnly("");
    }

    private static SqlListing read(String script, int from) throws IOException {
        return SqlHighlighter.read(() -> new StringReader(script), from);
    }

    private static String text(SqlListing listing) {
        return listing.lines().stream()
                .flatMap(line -> line.pieces().stream())
                .map(Piece::text)
                .collect(Collectors.joining());
    }
}
