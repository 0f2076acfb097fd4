package org.slipway.source;

import java.time.Instant;
import java.util.List;

/** The choice of a layout, kept while the files are the same: to recognise marks, the beginning of every file has to be read. */
final class LayoutMemory {
    private List<SourceFile> files = List.of();
    private Instant chosenAt;
    private Layouts.Chosen chosen;

    Layouts.Chosen choose(Layouts layouts, LayoutFiles found) {
        if (chosen == null || !isUnchanged(found.all())) {
            chosenAt = Instant.now();
            files = found.all();
            chosen = layouts.choose(found);
        }
        return chosen;
    }

    private boolean isUnchanged(List<SourceFile> found) {
        if (files.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < files.size(); i++) {
            SourceFile before = files.get(i);
            SourceFile now = found.get(i);
            if (!before.identity().equals(now.identity())
                    || !before.stamp().equals(now.stamp())
                    || !before.stamp().isTrustedAt(chosenAt)) {
                return false;
            }
        }
        return true;
    }
}
