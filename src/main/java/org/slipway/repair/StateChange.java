package org.slipway.repair;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slipway.migration.MigrationState;
import org.slipway.status.MigrationStates.Entry;

/**
 * Where a migration stands, and where it would stand.
 *
 * @param reason why it stands there now; null when the state says it all
 * @param after null when it would not be listed any more
 */
public record StateChange(
        String key, String label, String description, MigrationState before, String reason, MigrationState after) {

    /** Of all migrations, in the order in which they run. */
    static List<StateChange> of(List<Entry> before, List<Entry> after) {
        Map<String, MigrationState> states = after.stream().collect(Collectors.toMap(Entry::key, Entry::state));
        Function<Entry, StateChange> change = entry -> new StateChange(
                entry.key(),
                entry.label(),
                entry.migration() == null
                        ? entry.history().description()
                        : entry.migration().description(),
                entry.state(),
                entry.reason(),
                states.get(entry.key()));
        return before.stream().map(change).toList();
    }

    public boolean isChanged() {
        return before != after;
    }
}
