package org.slipway.adoption;

import java.util.List;

/** All tools whose histories are recognised. */
final class ForeignTools {
    static final List<ForeignTool> ALL = List.of(
            new FlywayHistory(),
            new PrismaHistory(),
            new LiquibaseHistory(),
            new GooseHistory(),
            new GolangMigrateHistory(),
            new DieselHistory(),
            new DbmateHistory());

    private ForeignTools() {}
}
