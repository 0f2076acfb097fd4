package org.slipway.source;

import java.io.IOException;
import java.util.List;

/**
 * What is read together and kept until one of its files changes: a script and the files that belong to it.
 *
 * @param file the one that a problem is about unless it names another
 * @param beside configuration, way back and the like
 * @param circumstances what else the reading depends on; compared by {@code equals}
 */
record ScriptGroup(SourceFile file, List<SourceFile> beside, Object circumstances, Interpretation interpretation) {
    ScriptGroup(SourceFile file, List<SourceFile> beside, Interpretation interpretation) {
        this(file, beside, "", interpretation);
    }

    /** How the layout understands it. */
    @FunctionalInterface
    interface Interpretation {
        /** @throws ScriptException when the text can't be used at all */
        List<Draft> read(FileReport report) throws IOException;
    }

    /** Takes what is wrong with one of the files. */
    @FunctionalInterface
    interface FileReport {
        /** @param line first line is 1; 0 when the whole file is meant */
        void problem(SourceFile file, int line, String message);

        default LineReport of(SourceFile file) {
            return (line, message) -> problem(file, line, message);
        }
    }
}
