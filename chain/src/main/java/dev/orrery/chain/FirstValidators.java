package dev.orrery.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.orrery.chain.address.Address;
import dev.orrery.chain.address.AddressFormats;
import dev.orrery.chain.coin.Coins;
import dev.orrery.chain.coin.Decimal;
import dev.orrery.chain.tx.PublicKey;
import dev.orrery.chain.wire.KnownTypes;
import dev.orrery.chain.wire.ProtoJson;
import dev.orrery.chain.wire.Times;
import dev.orrery.proto.cosmos.distribution.v1beta1.FeePool;
import dev.orrery.proto.cosmos.mint.v1beta1.Minter;
import dev.orrery.proto.cosmos.slashing.v1beta1.SigningInfo;
import dev.orrery.proto.cosmos.slashing.v1beta1.ValidatorSigningInfo;
import dev.orrery.proto.cosmos.staking.v1beta1.BondStatus;
import dev.orrery.proto.cosmos.staking.v1beta1.Commission;
import dev.orrery.proto.cosmos.staking.v1beta1.CommissionRates;
import dev.orrery.proto.cosmos.staking.v1beta1.Delegation;
import dev.orrery.proto.cosmos.staking.v1beta1.Description;
import dev.orrery.proto.cosmos.staking.v1beta1.Validator;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The beginning of a chain that these validators decide on: the parts of the genesis that speak of stake and of what it earns, all
 * parameters the reference's defaults. What is staked lies in {@link #pool}; the genesis of the bank has to say so as well.
 *
 * @param validators at least one; all stake the same token
 */
public record FirstValidators(AddressFormats formats, List<FirstValidator> validators) {
    /** Tokens for one unit of voting power. Cosmos SDK types: DefaultPowerReduction. */
    public static final long TOKENS_OF_POWER = 1_000_000;

    /** Cosmos SDK x/mint/types/params.go: blocks of five seconds. */
    private static final long BLOCKS_PER_YEAR = 60 * 60 * 8766 / 5;

    public FirstValidators {
        validators = List.copyOf(validators);
        requireDistinct(validators, FirstValidator::consensusKey, "consensus key");
        requireDistinct(validators, FirstValidator::operator, "operator");
        if (validators.stream().map(each -> each.stake().denom()).distinct().count() != 1) {
            throw new IllegalArgumentException("validators must stake one token, all the same");
        }
    }

    private static void requireDistinct(
            List<FirstValidator> validators, Function<FirstValidator, Object> part, String name) {
        if (validators.stream().map(part).distinct().count() != validators.size()) {
            throw new IllegalArgumentException("two validators have the same " + name);
        }
    }

    /** Where bonded tokens lie. */
    public static Address pool() {
        return Address.ofModule("bonded_tokens_pool");
    }

    /** What lies there. */
    public Coins stake() {
        return Coins.sum(validators.stream().map(FirstValidator::stake).toList());
    }

    /** JSON by the name of the module. */
    public Map<String, String> parts() {
        ProtoJson json = new ProtoJson(KnownTypes.of(PublicKey.prototypes()));
        Map<String, String> parts = new LinkedHashMap<>();
        Map<String, Message> messages = Map.of(
                "distribution", distribution(),
                "mint", mint(),
                "protocolpool", communityPool(),
                "slashing", slashing(),
                "staking", staking());
        messages.keySet().stream().sorted().forEach(name -> parts.put(name, json.print(messages.get(name))));
        return parts;
    }

    private Message staking() {
        return dev.orrery.proto.cosmos.staking.v1beta1.GenesisState.newBuilder()
                .setParams(dev.orrery.proto.cosmos.staking.v1beta1.Params.newBuilder()
                        .setUnbondingTime(Times.duration(Duration.ofDays(21)))
                        .setMaxValidators(100)
                        .setMaxEntries(7)
                        .setHistoricalEntries(10_000)
                        .setBondDenom(denom())
                        .setMinCommissionRate(Decimal.ZERO.wireText()))
                .setLastTotalPower(ByteString.copyFromUtf8("0"))
                .addAllValidators(validators.stream().map(this::validator).toList())
                .addAllDelegations(validators.stream().map(this::ownStake).toList())
                .build();
    }

    private String denom() {
        return validators.getFirst().stake().denom();
    }

    private Delegation ownStake(FirstValidator validator) {
        return Delegation.newBuilder()
                .setDelegatorAddress(formats.account().text(validator.operator()))
                .setValidatorAddress(formats.validator().text(validator.operator()))
                .setShares(Decimal.of(validator.stake().amount()).wireText())
                .build();
    }

    private Validator validator(FirstValidator each) {
        return Validator.newBuilder()
                .setOperatorAddress(formats.validator().text(each.operator()))
                .setConsensusPubkey(each.key().toAny())
                .setStatus(BondStatus.BOND_STATUS_BONDED)
                .setTokens(each.stake().amount().toString())
                .setDelegatorShares(Decimal.of(each.stake().amount()).wireText())
                .setDescription(Description.newBuilder().setMoniker(each.moniker()))
                .setUnbondingTime(Timestamp.getDefaultInstance())
                .setCommission(Commission.newBuilder()
                        .setCommissionRates(CommissionRates.newBuilder()
                                .setRate(Decimal.percent(10).wireText())
                                .setMaxRate(Decimal.percent(20).wireText())
                                .setMaxChangeRate(Decimal.percent(1).wireText()))
                        .setUpdateTime(Timestamp.getDefaultInstance()))
                .setMinSelfDelegation("1")
                .build();
    }

    /** The chain wants to know of every validator that signs; one that is bonded from the start nobody has told it of. */
    private Message slashing() {
        return dev.orrery.proto.cosmos.slashing.v1beta1.GenesisState.newBuilder()
                .setParams(dev.orrery.proto.cosmos.slashing.v1beta1.Params.newBuilder()
                        .setSignedBlocksWindow(100)
                        .setMinSignedPerWindow(digits(Decimal.percent(50)))
                        .setDowntimeJailDuration(Times.duration(Duration.ofMinutes(10)))
                        .setSlashFractionDoubleSign(digits(Decimal.percent(5)))
                        .setSlashFractionDowntime(digits(Decimal.percent(1))))
                .addAllSigningInfos(validators.stream().map(this::signingInfo).toList())
                .build();
    }

    private SigningInfo signingInfo(FirstValidator validator) {
        String address = formats.consensus().text(validator.key().address());
        return SigningInfo.newBuilder()
                .setAddress(address)
                .setValidatorSigningInfo(ValidatorSigningInfo.newBuilder()
                        .setAddress(address)
                        .setJailedUntil(Timestamp.getDefaultInstance()))
                .build();
    }

    private static ByteString digits(Decimal decimal) {
        return ByteString.copyFromUtf8(decimal.wireText());
    }

    private static Message distribution() {
        return dev.orrery.proto.cosmos.distribution.v1beta1.GenesisState.newBuilder()
                .setParams(dev.orrery.proto.cosmos.distribution.v1beta1.Params.newBuilder()
                        .setCommunityTax(Decimal.percent(2).wireText())
                        .setBaseProposerReward(Decimal.ZERO.wireText())
                        .setBonusProposerReward(Decimal.ZERO.wireText())
                        .setWithdrawAddrEnabled(true))
                .setFeePool(FeePool.getDefaultInstance())
                .build();
    }

    private Message mint() {
        return dev.orrery.proto.cosmos.mint.v1beta1.GenesisState.newBuilder()
                .setMinter(Minter.newBuilder()
                        .setInflation(Decimal.percent(13).wireText())
                        .setAnnualProvisions(Decimal.ZERO.wireText()))
                .setParams(dev.orrery.proto.cosmos.mint.v1beta1.Params.newBuilder()
                        .setMintDenom(denom())
                        .setInflationRateChange(Decimal.percent(13).wireText())
                        .setInflationMax(Decimal.percent(20).wireText())
                        .setInflationMin(Decimal.percent(7).wireText())
                        .setGoalBonded(Decimal.percent(67).wireText())
                        .setBlocksPerYear(BLOCKS_PER_YEAR))
                .build();
    }

    private Message communityPool() {
        return dev.orrery.proto.cosmos.protocolpool.v1.GenesisState.newBuilder()
                .setParams(dev.orrery.proto.cosmos.protocolpool.v1.Params.newBuilder()
                        .addEnabledDistributionDenoms(denom())
                        .setDistributionFrequency(1))
                .build();
    }
}
