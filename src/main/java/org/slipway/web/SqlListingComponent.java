package org.slipway.web;

import jakarta.faces.component.FacesComponent;
import jakarta.faces.component.UIComponentBase;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.ResponseWriter;
import java.io.IOException;

/**
 * Writes a {@link SqlListing} as preformatted lines that can be linked to ({@code #L12}; another listing on the page has
 * another {@code prefix}). A component and not nested
 * {@code ui:repeat}, because of the white space and of the 20,000 pieces a listing may have. All text goes through
 * {@code writeText}, which escapes it.
 */
@FacesComponent(
        value = SqlListingComponent.FAMILY,
        createTag = true,
        tagName = "sql",
        namespace = "https://slipway.org/components")
public class SqlListingComponent extends UIComponentBase {
    static final String FAMILY = "org.slipway.web.SqlListing";

    @Override
    public String getFamily() {
        return FAMILY;
    }

    @Override
    public void encodeEnd(FacesContext faces) throws IOException {
        SqlListing listing = (SqlListing) getAttributes().get("value");
        ResponseWriter out = faces.getResponseWriter();
        Object prefix = getAttributes().get("prefix");
        out.startElement("pre", this);
        out.writeAttribute("class", "sql", null);
        for (SqlListing.Line line : listing.lines()) {
            write(out, line, (prefix == null ? "L" : prefix) + "" + line.number());
        }
        out.endElement("pre");
    }

    private void write(ResponseWriter out, SqlListing.Line line, String id) throws IOException {
        out.startElement("span", this);
        out.writeAttribute("class", "line", null);
        out.writeAttribute("id", id, null);
        writeNumber(out, line.number(), id);
        out.startElement("code", this);
        for (SqlListing.Piece piece : line.pieces()) {
            write(out, piece);
        }
        out.writeText("\n", null);
        out.endElement("code");
        out.endElement("span");
    }

    private void writeNumber(ResponseWriter out, int number, String id) throws IOException {
        out.startElement("a", this);
        out.writeAttribute("class", "number", null);
        out.writeAttribute("href", "#" + id, null);
        out.writeAttribute("tabindex", "-1", null);
        out.writeText(number, null);
        out.endElement("a");
    }

    private void write(ResponseWriter out, SqlListing.Piece piece) throws IOException {
        if (piece.kind().isEmpty()) {
            out.writeText(piece.text(), null);
            return;
        }
        out.startElement("span", this);
        out.writeAttribute("class", piece.kind(), null);
        out.writeText(piece.text(), null);
        out.endElement("span");
    }
}
