package org.slipway.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;

/** Rows of {@code audit_event} as events. */
final class AuditRows {
    static final String COLUMNS = "id, occurred_at, action, actor, roles, address, node, run_id, detail, hash";

    private AuditRows() {}

    static AuditEvent event(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject(2, OffsetDateTime.class);
        byte[] hash = row.getBytes(10);
        return new AuditEvent(
                row.getLong(1),
                at == null ? null : at.toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getObject(8, Long.class),
                row.getString(9),
                hash == null ? null : HexFormat.of().formatHex(hash));
    }
}
