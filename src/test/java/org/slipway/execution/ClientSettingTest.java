package org.slipway.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slipway.sql.SqlScript;

class ClientSettingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SET client_encoding = 'LATIN1'; | ENCODING",
                "set session /* of the dump */ CLIENT_ENCODING to sql_ascii; | ENCODING",
                "SET NAMES 'WIN1252'; | ENCODING",
                "SET client_encoding='UTF8'; | NONE",
                "SET client_encoding = 'UTF8'; | NONE",
                "SET client_encoding TO utf-8; | NONE",
                "SET client_encoding TO DEFAULT; | NONE",
                "SET names 'unicode'; | NONE",
                "SET datestyle = 'SQL, DMY'; | DATE_STYLE",
                "SET LOCAL DateStyle TO german; | DATE_STYLE",
                "SET datestyle = 'ISO, DMY'; | NONE",
                "SET datestyle = dmy; | NONE",
                "SET search_path = client_encoding; | NONE",
                "SELECT 'SET client_encoding = LATIN1'; | NONE"
            })
    void whatTheDriverCantFollowIsRecognised(String statement, ClientSetting setting) throws Exception {
        try (SqlScript script = new SqlScript(new StringReader(statement))) {
            assertThat(ClientSetting.of(script.next())).isEqualTo(setting);
        }
    }
}
