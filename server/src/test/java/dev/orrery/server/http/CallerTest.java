package dev.orrery.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What headers say about who calls. */
class CallerTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:26657,true",
        "127.3.2.1,true",
        "localhost:26657,true",
        "LocalHost,true",
        "chain.localhost:1317,true",
        "[::1]:26657,true",
        "127.0.0.1.example.org,false",
        "localhost.example.org:26657,false",
        "rebound.example.org:26657,false",
        "10.0.0.1,false",
        "[::2]:26657,false",
        "'',false",
        "'a b',false"
    })
    void onlyNamesOfLoopbackAreThisMachine(String host, boolean own) {
        assertEquals(own, new Caller(false, host, Optional.empty()).isForLoopback());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1317,http://127.0.0.1:1317,false",
        "Localhost:1317,http://localhost:1317,false",
        "chain.example.org,https://chain.example.org,false",
        "127.0.0.1:1317,http://localhost:1317,true",
        "127.0.0.1:1317,http://127.0.0.1:3000,true",
        "127.0.0.1:1317,https://example.org,true",
        "127.0.0.1:1317,null,true",
        "127.0.0.1:1317,,false"
    })
    void aPageOfAnotherOriginIsForeign(String host, String origin, boolean foreign) {
        assertEquals(foreign, new Caller(false, host, Optional.ofNullable(origin)).isForeignPage());
    }
}
