package org.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slipway.audit.AuditAction;
import org.slipway.catalog.Receipt;
import org.slipway.configuration.SettingGroup;
import org.slipway.history.RunKind;
import org.slipway.history.RunStatus;
import org.slipway.history.StepStatus;
import org.slipway.migration.MigrationState;
import org.slipway.security.AccountProblem;
import org.slipway.security.oidc.SignInFailure;
import org.slipway.status.CheckResult;

class MessagesTest {
    private static final Path PAGES = Path.of("src/main/webapp");
    private static final Pattern KEY = Pattern.compile("(?:msg\\['|text\\.with\\(')([\\w.]+)'(?= *[\\],)])");
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle(TextBean.BUNDLE, Locale.ENGLISH);

    static Stream<Arguments> enums() {
        return Stream.of(
                Arguments.of("state.", MigrationState.values()),
                Arguments.of("stateMeans.", MigrationState.values()),
                Arguments.of("answer.", CheckResult.Answer.values()),
                Arguments.of("runStatus.", RunStatus.values()),
                Arguments.of("runNext.", RunStatus.values()),
                Arguments.of("runKind.", RunKind.values()),
                Arguments.of("stepStatus.", StepStatus.values()),
                Arguments.of("verdict.", Verdict.values()),
                Arguments.of("auditAction.", AuditAction.values()),
                Arguments.of("settingGroup.", SettingGroup.values()),
                Arguments.of("notice.", Notice.values()),
                Arguments.of("receipt.action.", Receipt.Action.values()));
    }

    @ParameterizedTest
    @MethodSource("enums")
    void everyConstantThatAPageShowsHasItsText(String prefix, Enum<?>[] constants) {
        assertThat(BUNDLE.keySet())
                .containsAll(Stream.of(constants).map(c -> prefix + c.name()).toList());
    }

    @ParameterizedTest
    @EnumSource(SignInFailure.class)
    void everySignInThatFailsHasItsPage(SignInFailure failure) {
        assertThat(BUNDLE.keySet()).contains("error.signIn." + failure + ".title", "error.signIn." + failure + ".text");
    }

    @ParameterizedTest
    @EnumSource(AccountProblem.class)
    void everyAccountThatMayDoNothingHasItsPage(AccountProblem problem) {
        assertThat(BUNDLE.keySet())
                .contains("error.account." + problem + ".title", "error.account." + problem + ".text");
    }

    @Test
    void everyBadgeHasItsIcon() throws IOException {
        String icons = Files.readString(PAGES.resolve("WEB-INF/resources/slipway/icons.svg"));
        for (String prefix : List.of("state", "answer", "runStatus", "stepStatus", "verdict")) {
            enums().filter(e -> e.get()[0].equals(prefix + "."))
                    .flatMap(e -> Stream.of((Enum<?>[]) e.get()[1]))
                    .forEach(c -> assertThat(icons).contains("id=\"" + prefix + "-" + c.name() + "\""));
        }
    }

    @Test
    void everyTextThatAPageAsksForIsThere() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            for (Path page : files.filter(f -> f.toString().endsWith(".xhtml")).toList()) {
                Matcher keys = KEY.matcher(Files.readString(page));
                while (keys.find()) {
                    assertThat(BUNDLE.keySet()).as(page.toString()).contains(keys.group(1));
                }
            }
        }
    }

    @Test
    void everyTextWithValuesIsAMessageFormat() {
        for (String key : BUNDLE.keySet()) {
            String text = BUNDLE.getString(key);
            if (text.contains("{0")) {
                assertThat(new MessageFormat(text, Locale.ENGLISH).format(new Object[] {2, "b", "c"}))
                        .as(key)
                        .doesNotContain("{", "}", "''");
            } else if (!key.startsWith("verdict.")) {
                assertThat(text).as(key).doesNotContain("''");
            }
        }
    }

    @Test
    void numbersDecideBetweenOneAndMany() {
        TextBean text = new TextBean();
        assertThat(text.with("verdict.PENDING", 1)).isEqualTo("1 migration is pending");
        assertThat(text.with("verdict.PENDING", 1234)).isEqualTo("1,234 migrations are pending");
        assertThat(text.with("verdict.BLOCKED", 0)).isEqualTo("The next run can't start");
    }
}
