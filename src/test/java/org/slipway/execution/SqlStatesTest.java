package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlStatesTest {
    /** The driver's own failures have none as a rule. */
    @Test
    void aFailureWithoutAStateIsOfNoKind() {
        assertThat(SqlStates.alreadyExists(null)).isFalse();
        assertThat(SqlStates.passing(null)).isFalse();
        assertThat(SqlStates.refusedInBlock(null)).isFalse();
        assertThat(SqlStates.needsCommit(null)).isFalse();
        assertThat(SqlStates.connectionLost(null)).isFalse();
    }
}
