package dev.orrery.server.chain;

import dev.orrery.chain.address.Address;
import java.util.HexFormat;
import java.util.List;

/**
 * An account whose words everybody knows: for tests only.
 *
 * @param words of BIP-39; the key is that of the path m/44'/118'/0'/0/0
 * @param addressHex of that key; kept, since deriving ten keys would take as long as starting the chain
 */
public record DevAccount(String name, String words, String addressHex) {
    /** alice and faucet are those of CosmJS, test1 to test8 those of LocalTerra and LocalOsmosis. LOCAL_CHAIN.md §1. */
    public static final List<DevAccount> ALL = List.of(
            new DevAccount(
                    "alice",
                    "enlist hip relief stomach skate base shallow young switch frequent cry park",
                    "a833b03d8ed1228c4791cbfab22b3ed57954429f"),
            new DevAccount(
                    "faucet",
                    "economy stock theory fatal elder harbor betray wasp final emotion task crumble siren bottom lizard"
                            + " educate guess current outdoor pair theory focus wife stone",
                    "0d82b1e7c96dbfa42462fe612932e6bff111d51b"),
            new DevAccount(
                    "test1",
                    "notice oak worry limit wrap speak medal online prefer cluster roof addict wrist behave treat"
                            + " actual wasp year salad speed social layer crew genius",
                    "c10820983f33456ce7beb3a046f5a83fa34f027d"),
            new DevAccount(
                    "test2",
                    "quality vacuum heart guard buzz spike sight swarm shove special gym robust assume sudden deposit"
                            + " grid alcohol choice devote leader tilt noodle tide penalty",
                    "3c29f24e7b347d7055df1b8a86cf478215c30683"),
            new DevAccount(
                    "test3",
                    "symbol force gallery make bulk round subway violin worry mixture penalty kingdom boring survey"
                            + " tool fringe patrol sausage hard admit remember broken alien absorb",
                    "03b2667b1a86cb4fbae2995eaf309c56313cf41d"),
            new DevAccount(
                    "test4",
                    "bounce success option birth apple portion aunt rural episode solution hockey pencil lend session"
                            + " cause hedgehog slender journey system canvas decorate razor catch empty",
                    "adf06fcddf02c1ea2d7d3275eab2dadf5300a0e6"),
            new DevAccount(
                    "test5",
                    "second render cat sing soup reward cluster island bench diet lumber grocery repeat balcony perfect"
                            + " diesel stumble piano distance caught occur example ozone loyal",
                    "50c748d7191d30f64a91c82a48abf87238427a73"),
            new DevAccount(
                    "test6",
                    "spatial forest elevator battle also spoon fun skirt flight initial nasty transfer glory palm drama"
                            + " gossip remove fan joke shove label dune debate quick",
                    "9ae31c49b4ef0578ea0426f5d123075b32f97d96"),
            new DevAccount(
                    "test7",
                    "noble width taxi input there patrol clown public spell aunt wish punch moment will misery eight"
                            + " excess arena pen turtle minimum grain vague inmate",
                    "781230f617a214cb46e10b395a19e83e9f817067"),
            new DevAccount(
                    "test8",
                    "cream sport mango believe inhale text fish rely elegant below earth april wall rug ritual blossom"
                            + " cherry detail length blind digital proof identify ride",
                    "4d56c837964bafa8160e1e15545b8254561385b1"));

    public Address address() {
        return Address.of(HexFormat.of().parseHex(addressHex));
    }
}
