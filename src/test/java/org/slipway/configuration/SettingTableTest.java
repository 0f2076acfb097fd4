package org.slipway.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingTableTest {
    private static final String HEAD = """
            # Every setting of Slipway, with its default. Take away the # of a line to change it.
            #
            # Payara Micro reads this file with --systemproperties slipway.properties. The same keys work as system
            # properties (-Dslipway.lock-timeout=1s) and as environment variables (SLIPWAY_LOCK_TIMEOUT=1s).
            # Durations are written 200ms, 5s, 10min, 1h or PT5S. An invalid value stops the deployment, a key that does
            # not exist is logged as a warning.
            """;

    /** After a wanted change, copy target/slipway.properties to server-config. */
    @Test
    void thePropertiesFileForOperationsHasEveryKeyWithItsDefaultAndASentence() throws Exception {
        String expected =
                HEAD + SettingTable.ALL.stream().map(SettingTableTest::entry).collect(Collectors.joining());
        Files.writeString(Path.of("target/slipway.properties"), expected);

        assertThat(Path.of("server-config/slipway.properties")).hasContent(expected);
    }

    @Test
    void everySettingIsInTheList() {
        assertThat(SettingTable.ALL)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                SettingTable.class, AuthSettingTable.class, JwtSettingTable.class)
                        .flatMap(table -> Arrays.stream(table.getDeclaredFields()))
                        .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Setting.class)
                        .map(SettingTableTest::valueOf)
                        .toList());
    }

    @Test
    void everyDefaultIsValid() {
        assertThat(SettingTable.ALL)
                .filteredOn(setting -> setting.defaultValue() != null)
                .allSatisfy(setting -> assertThat(setting.parser().parse(setting.defaultValue()))
                        .isNotNull());
    }

    private static Setting<?> valueOf(java.lang.reflect.Field field) {
        try {
            return (Setting<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static String entry(Setting<?> setting) {
        String value = setting.defaultValue() == null ? "" : setting.defaultValue();
        String entry = "\n# " + setting.description() + "\n#" + setting.name() + "=" + value + "\n";
        return setting.secret() ? entry + "# Or the file that contains it.\n#" + setting.fileTwin() + "=\n" : entry;
    }
}
