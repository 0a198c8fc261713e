package main

import (
	"time"

	cmted25519 "github.com/cometbft/cometbft/crypto/ed25519"

	sdkmath "cosmossdk.io/math"
	"cosmossdk.io/x/feegrant"

	codectypes "github.com/cosmos/cosmos-sdk/codec/types"
	"github.com/cosmos/cosmos-sdk/crypto/keys/ed25519"
	sdk "github.com/cosmos/cosmos-sdk/types"
	"github.com/cosmos/cosmos-sdk/types/query"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	"github.com/cosmos/cosmos-sdk/x/authz"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	distrtypes "github.com/cosmos/cosmos-sdk/x/distribution/types"
	govtypes "github.com/cosmos/cosmos-sdk/x/gov/types"
	govv1 "github.com/cosmos/cosmos-sdk/x/gov/types/v1"
	govv1beta1 "github.com/cosmos/cosmos-sdk/x/gov/types/v1beta1"
	minttypes "github.com/cosmos/cosmos-sdk/x/mint/types"
	pooltypes "github.com/cosmos/cosmos-sdk/x/protocolpool/types"
	slashingtypes "github.com/cosmos/cosmos-sdk/x/slashing/types"
	stakingtypes "github.com/cosmos/cosmos-sdk/x/staking/types"

	"github.com/CosmWasm/wasmd/app"
)

func stake(n int64) sdk.Coin { return sdk.NewInt64Coin("stake", n) }

// withSigningInfo gives the validator what the chain wants to know of every signer, and makes times short.
func (r *recording) shortTimes(genesis app.GenesisState, a *app.WasmApp) {
	var slashing slashingtypes.GenesisState
	a.AppCodec().MustUnmarshalJSON(genesis[slashingtypes.ModuleName], &slashing)
	cons := sdk.ConsAddress(r.valSet.Validators[0].Address)
	slashing.SigningInfos = []slashingtypes.SigningInfo{{
		Address: cons.String(), ValidatorSigningInfo: slashingtypes.NewValidatorSigningInfo(cons, 0, 0, time.Unix(0, 0), false, 0),
	}}
	genesis[slashingtypes.ModuleName] = a.AppCodec().MustMarshalJSON(&slashing)
	var staking stakingtypes.GenesisState
	a.AppCodec().MustUnmarshalJSON(genesis[stakingtypes.ModuleName], &staking)
	staking.Params.UnbondingTime = 60 * time.Second
	staking.Params.MaxEntries = 2
	staking.Validators[0].Commission = stakingtypes.NewCommission(
		sdkmath.LegacyNewDecWithPrec(1, 1), sdkmath.LegacyNewDecWithPrec(2, 1), sdkmath.LegacyNewDecWithPrec(1, 2))
	genesis[stakingtypes.ModuleName] = a.AppCodec().MustMarshalJSON(&staking)
	var gov govv1.GenesisState
	a.AppCodec().MustUnmarshalJSON(genesis[govtypes.ModuleName], &gov)
	short, shorter := 30*time.Second, 15*time.Second
	gov.Params.VotingPeriod = &short
	gov.Params.MaxDepositPeriod = &short
	gov.Params.ExpeditedVotingPeriod = &shorter
	gov.Params.MinDeposit = sdk.NewCoins(stake(1000))
	gov.Params.ExpeditedMinDeposit = sdk.NewCoins(stake(5000))
	genesis[govtypes.ModuleName] = a.AppCodec().MustMarshalJSON(&gov)
}

func (r *recording) valAddr() sdk.ValAddress { return sdk.ValAddress(r.valSet.Validators[0].Address) }

func staking(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, r.shortTimes)
	r.block(5)
	one := func(label string, by *account, msgs ...sdk.Msg) {
		r.labelled(5, []string{label}, r.sign(txSpec{msgs: msgs, signers: []*account{by}, fee: coins("4000stake"), gas: 900_000}))
	}
	val := r.valAddr().String()
	one("delegate", alice, stakingtypes.NewMsgDelegate(alice.addr.String(), val, stake(1_000_000)))
	one("delegate more", alice, stakingtypes.NewMsgDelegate(alice.addr.String(), val, stake(2_345_678)))
	one("delegate too much", alice, stakingtypes.NewMsgDelegate(alice.addr.String(), val, stake(2_000_000_000_000)))
	one("delegate nothing", alice, stakingtypes.NewMsgDelegate(alice.addr.String(), val, stake(0)))
	one("delegate another token", alice, stakingtypes.NewMsgDelegate(alice.addr.String(), val, sdk.NewInt64Coin("ucosm", 5)))
	one("to nobody", alice, stakingtypes.NewMsgDelegate(alice.addr.String(), sdk.ValAddress(alice.addr).String(), stake(5)))
	one("to no validator's address", alice, stakingtypes.NewMsgDelegate(alice.addr.String(), alice.addr.String(), stake(5)))
	key := cmted25519.GenPrivKeyFromSecret([]byte("bob's node")).PubKey()
	pub, err := codectypes.NewAnyWithValue(&ed25519.PubKey{Key: key.Bytes()})
	check(err)
	rates := stakingtypes.NewCommissionRates(sdkmath.LegacyNewDecWithPrec(5, 2), sdkmath.LegacyNewDecWithPrec(2, 1), sdkmath.LegacyNewDecWithPrec(1, 2))
	create := func() *stakingtypes.MsgCreateValidator {
		return &stakingtypes.MsgCreateValidator{
			Description: stakingtypes.NewDescription("bob", "", "", "", ""), Commission: rates, MinSelfDelegation: sdkmath.NewInt(10),
			ValidatorAddress: sdk.ValAddress(bob.addr).String(), Pubkey: pub, Value: stake(500_000),
		}
	}
	bad := create()
	bad.Description = stakingtypes.Description{}
	one("validator without a name", bob, bad)
	bad = create()
	bad.Commission.Rate = sdkmath.LegacyNewDecWithPrec(9, 1)
	one("validator with too high a rate", bob, bad)
	bad = create()
	bad.Value = stake(9)
	one("validator with too little", bob, bad)
	one("new validator", bob, create())
	one("same validator again", bob, create())
	bobs := sdk.ValAddress(bob.addr).String()
	edit := stakingtypes.NewMsgEditValidator(bobs, stakingtypes.NewDescription("Bob", "x", "https://b.ob", "s", "d"), nil, nil)
	one("edit", bob, edit)
	rate := sdkmath.LegacyNewDecWithPrec(6, 2)
	edit = stakingtypes.NewMsgEditValidator(bobs, stakingtypes.NewDescription("[do-not-modify]", "[do-not-modify]", "", "", ""), &rate, nil)
	one("edit too early", bob, edit)
	min := sdkmath.NewInt(5)
	edit = stakingtypes.NewMsgEditValidator(bobs, stakingtypes.NewDescription("[do-not-modify]", "", "", "", ""), nil, &min)
	one("edit the minimum down", bob, edit)
	one("delegate to bob", carol, stakingtypes.NewMsgDelegate(carol.addr.String(), bobs, stake(3_000_000)))
	one("move", alice, stakingtypes.NewMsgBeginRedelegate(alice.addr.String(), val, bobs, stake(111_111)))
	one("move on", alice, stakingtypes.NewMsgBeginRedelegate(alice.addr.String(), bobs, val, stake(11)))
	one("move to the same", alice, stakingtypes.NewMsgBeginRedelegate(alice.addr.String(), val, val, stake(11)))
	one("move again", alice, stakingtypes.NewMsgBeginRedelegate(alice.addr.String(), val, bobs, stake(2)))
	one("move too often", alice, stakingtypes.NewMsgBeginRedelegate(alice.addr.String(), val, bobs, stake(3)))
	one("move more than there is", alice, stakingtypes.NewMsgBeginRedelegate(alice.addr.String(), val, bobs, stake(33_000_000)))
	one("take back", alice, stakingtypes.NewMsgUndelegate(alice.addr.String(), val, stake(500_000)))
	undelegated := r.height
	one("take back twice at once", alice, stakingtypes.NewMsgUndelegate(alice.addr.String(), val, stake(7)), stakingtypes.NewMsgUndelegate(alice.addr.String(), val, stake(8)))
	one("take back too often", alice, stakingtypes.NewMsgUndelegate(alice.addr.String(), val, stake(9)))
	one("take back what isn't there", carol, stakingtypes.NewMsgUndelegate(carol.addr.String(), val, stake(9)))
	one("take back more", alice, stakingtypes.NewMsgUndelegate(alice.addr.String(), bobs, stake(999_999)))
	one("change one's mind", alice, stakingtypes.NewMsgCancelUnbondingDelegation(alice.addr.String(), val, undelegated, stake(100_000)))
	one("change one's mind about more", alice, stakingtypes.NewMsgCancelUnbondingDelegation(alice.addr.String(), val, undelegated, stake(900_000)))
	one("change one's mind about nothing", alice, stakingtypes.NewMsgCancelUnbondingDelegation(alice.addr.String(), val, 3, stake(1)))
	one("parameters by anybody", alice, &stakingtypes.MsgUpdateParams{Authority: alice.addr.String(), Params: stakingtypes.DefaultParams()})
	stakingQueries(r, alice, bob, carol)
	one("the operator leaves", bob, stakingtypes.NewMsgUndelegate(bob.addr.String(), bobs, stake(499_999)))
	one("unjail too early", bob, slashingtypes.NewMsgUnjail(bobs))
	one("delegate to a jailed one", bob, stakingtypes.NewMsgDelegate(bob.addr.String(), bobs, stake(40)))
	one("unjail", bob, slashingtypes.NewMsgUnjail(bobs))
	one("unjail again", bob, slashingtypes.NewMsgUnjail(bobs))
	r.block(100)
	one("all is back", alice, send(alice.addr, bob.addr, "1stake"))
	stakingQueries(r, alice, bob, carol)
}

func stakingQueries(r *recording, alice, bob, carol *account) {
	const q = "/cosmos.staking.v1beta1.Query/"
	val, bobs := r.valAddr().String(), sdk.ValAddress(bob.addr).String()
	a, c := alice.addr.String(), carol.addr.String()
	r.ask(q+"Validators", &stakingtypes.QueryValidatorsRequest{})
	r.ask(q+"Validators", &stakingtypes.QueryValidatorsRequest{Status: "BOND_STATUS_BONDED", Pagination: &query.PageRequest{Limit: 1}})
	r.ask(q+"Validators", &stakingtypes.QueryValidatorsRequest{Pagination: &query.PageRequest{Limit: 1, CountTotal: true, Reverse: true}})
	r.ask(q+"Validators", &stakingtypes.QueryValidatorsRequest{Pagination: &query.PageRequest{Offset: 7, Limit: 1, CountTotal: true}})
	r.ask(q+"Validators", &stakingtypes.QueryValidatorsRequest{Status: "bonded"})
	r.ask(q+"Validator", &stakingtypes.QueryValidatorRequest{ValidatorAddr: bobs})
	r.ask(q+"Validator", &stakingtypes.QueryValidatorRequest{ValidatorAddr: sdk.ValAddress(carol.addr).String()})
	r.ask(q+"Validator", &stakingtypes.QueryValidatorRequest{ValidatorAddr: "x"})
	r.ask(q+"Validator", &stakingtypes.QueryValidatorRequest{})
	r.ask(q+"ValidatorDelegations", &stakingtypes.QueryValidatorDelegationsRequest{ValidatorAddr: bobs})
	r.ask(q+"ValidatorUnbondingDelegations", &stakingtypes.QueryValidatorUnbondingDelegationsRequest{ValidatorAddr: val})
	r.ask(q+"Delegation", &stakingtypes.QueryDelegationRequest{DelegatorAddr: a, ValidatorAddr: val})
	r.ask(q+"Delegation", &stakingtypes.QueryDelegationRequest{DelegatorAddr: c, ValidatorAddr: val})
	r.ask(q+"UnbondingDelegation", &stakingtypes.QueryUnbondingDelegationRequest{DelegatorAddr: a, ValidatorAddr: val})
	r.ask(q+"DelegatorDelegations", &stakingtypes.QueryDelegatorDelegationsRequest{DelegatorAddr: a})
	r.ask(q+"DelegatorUnbondingDelegations", &stakingtypes.QueryDelegatorUnbondingDelegationsRequest{DelegatorAddr: a})
	r.ask(q+"Redelegations", &stakingtypes.QueryRedelegationsRequest{DelegatorAddr: a})
	r.ask(q+"Redelegations", &stakingtypes.QueryRedelegationsRequest{SrcValidatorAddr: val})
	r.ask(q+"Redelegations", &stakingtypes.QueryRedelegationsRequest{DelegatorAddr: a, SrcValidatorAddr: val, DstValidatorAddr: bobs})
	r.ask(q+"Redelegations", &stakingtypes.QueryRedelegationsRequest{DelegatorAddr: c, SrcValidatorAddr: val, DstValidatorAddr: bobs})
	r.ask(q+"DelegatorValidators", &stakingtypes.QueryDelegatorValidatorsRequest{DelegatorAddr: a})
	r.ask(q+"DelegatorValidator", &stakingtypes.QueryDelegatorValidatorRequest{DelegatorAddr: a, ValidatorAddr: val})
	r.ask(q+"DelegatorValidator", &stakingtypes.QueryDelegatorValidatorRequest{DelegatorAddr: c, ValidatorAddr: val})
	r.ask(q+"Pool", &stakingtypes.QueryPoolRequest{})
	r.ask(q+"Params", &stakingtypes.QueryParamsRequest{})
	const s = "/cosmos.slashing.v1beta1.Query/"
	r.ask(s+"Params", &slashingtypes.QueryParamsRequest{})
	r.ask("/cosmos.mint.v1beta1.Query/Params", &minttypes.QueryParamsRequest{})
	r.ask("/cosmos.mint.v1beta1.Query/Inflation", &minttypes.QueryInflationRequest{})
	r.ask("/cosmos.mint.v1beta1.Query/AnnualProvisions", &minttypes.QueryAnnualProvisionsRequest{})
}

func distribution(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, r.shortTimes)
	r.block(5)
	one := func(label string, by *account, msgs ...sdk.Msg) {
		r.labelled(5, []string{label}, r.sign(txSpec{msgs: msgs, signers: []*account{by}, fee: coins("40000stake,7ucosm"), gas: 900_000}))
	}
	val := r.valAddr().String()
	one("delegate", bob, stakingtypes.NewMsgDelegate(bob.addr.String(), val, stake(1_000_000)))
	one("at once", bob, distrtypes.NewMsgWithdrawDelegatorReward(bob.addr.String(), val))
	r.block(5)
	one("withdraw", bob, distrtypes.NewMsgWithdrawDelegatorReward(bob.addr.String(), val))
	one("withdraw without a delegation", alice, distrtypes.NewMsgWithdrawDelegatorReward(alice.addr.String(), val))
	one("withdraw from nobody", alice, distrtypes.NewMsgWithdrawDelegatorReward(alice.addr.String(), sdk.ValAddress(alice.addr).String()))
	one("to carol", bob, distrtypes.NewMsgSetWithdrawAddress(bob.addr, carol.addr))
	one("to a module", bob, distrtypes.NewMsgSetWithdrawAddress(bob.addr, authtypes.NewModuleAddress("mint")))
	one("withdraw for carol", bob, distrtypes.NewMsgWithdrawDelegatorReward(bob.addr.String(), val))
	one("delegate more", bob, stakingtypes.NewMsgDelegate(bob.addr.String(), val, stake(333_333)))
	one("fund the community", alice, distrtypes.NewMsgFundCommunityPool(coins("5stake"), alice.addr.String()))
	one("fund the community's pool", alice, &pooltypes.MsgFundCommunityPool{Depositor: alice.addr.String(), Amount: coins("500stake,6ucosm")})
	one("spend the pool", alice, &pooltypes.MsgCommunityPoolSpend{Authority: alice.addr.String(), Recipient: alice.addr.String(), Amount: coins("5stake")})
	one("deposit rewards", alice, &distrtypes.MsgDepositValidatorRewardsPool{Depositor: alice.addr.String(), ValidatorAddress: val, Amount: coins("1000ucosm")})
	const q = "/cosmos.distribution.v1beta1.Query/"
	b := bob.addr.String()
	r.ask(q+"Params", &distrtypes.QueryParamsRequest{})
	r.ask(q+"ValidatorOutstandingRewards", &distrtypes.QueryValidatorOutstandingRewardsRequest{ValidatorAddress: val})
	r.ask(q+"ValidatorCommission", &distrtypes.QueryValidatorCommissionRequest{ValidatorAddress: val})
	r.ask(q+"ValidatorDistributionInfo", &distrtypes.QueryValidatorDistributionInfoRequest{ValidatorAddress: val})
	r.ask(q+"ValidatorSlashes", &distrtypes.QueryValidatorSlashesRequest{ValidatorAddress: val, StartingHeight: 1, EndingHeight: 9})
	r.ask(q+"ValidatorSlashes", &distrtypes.QueryValidatorSlashesRequest{ValidatorAddress: val, StartingHeight: 9})
	r.ask(q+"DelegationRewards", &distrtypes.QueryDelegationRewardsRequest{DelegatorAddress: b, ValidatorAddress: val})
	r.ask(q+"DelegationRewards", &distrtypes.QueryDelegationRewardsRequest{DelegatorAddress: alice.addr.String(), ValidatorAddress: val})
	r.ask(q+"DelegationRewards", &distrtypes.QueryDelegationRewardsRequest{DelegatorAddress: b})
	r.ask(q+"DelegationTotalRewards", &distrtypes.QueryDelegationTotalRewardsRequest{DelegatorAddress: b})
	r.ask(q+"DelegationTotalRewards", &distrtypes.QueryDelegationTotalRewardsRequest{DelegatorAddress: alice.addr.String()})
	r.ask(q+"DelegatorValidators", &distrtypes.QueryDelegatorValidatorsRequest{DelegatorAddress: b})
	r.ask(q+"DelegatorWithdrawAddress", &distrtypes.QueryDelegatorWithdrawAddressRequest{DelegatorAddress: b})
	r.ask(q+"CommunityPool", &distrtypes.QueryCommunityPoolRequest{})
	r.ask("/cosmos.protocolpool.v1.Query/CommunityPool", &pooltypes.QueryCommunityPoolRequest{})
	r.ask("/cosmos.protocolpool.v1.Query/Params", &pooltypes.QueryParamsRequest{})
	one("leave", bob, stakingtypes.NewMsgUndelegate(b, val, stake(1_333_333)))
	r.block(5)
	r.ask("/cosmos.bank.v1beta1.Query/TotalSupply", &banktypes.QueryTotalSupplyRequest{})
}

func governance(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, r.shortTimes)
	r.block(5)
	one := func(label string, by *account, msgs ...sdk.Msg) {
		r.labelled(5, []string{label}, r.sign(txSpec{msgs: msgs, signers: []*account{by}, fee: coins("4000stake"), gas: 900_000}))
	}
	gov := authtypes.NewModuleAddress("gov")
	submit := func(deposit string, by *account, msgs ...sdk.Msg) *govv1.MsgSubmitProposal {
		m, err := govv1.NewMsgSubmitProposal(msgs, coins(deposit), by.addr.String(), "", "A title", "A summary", false)
		check(err)
		return m
	}
	val := r.valAddr().String()
	// bob holds a majority of what is staked
	one("bob stakes", bob, stakingtypes.NewMsgDelegate(bob.addr.String(), val, stake(10_000_000)))
	pay := banktypes.NewMsgSend(gov, carol.addr, coins("3stake"))
	one("fund governance", alice, send(alice.addr, gov, "10stake"))
	one("a proposal, no deposit", alice, submit("", alice, pay))
	one("too little a deposit", alice, submit("5stake", alice, pay))
	one("another token", alice, submit("500ucosm", alice, pay))
	one("a part of the deposit", alice, submit("100stake", alice, pay))
	one("the rest of it", bob, govv1.NewMsgDeposit(bob.addr, 1, coins("950stake")))
	one("deposit for nothing", bob, govv1.NewMsgDeposit(bob.addr, 99, coins("950stake")))
	one("vote", bob, govv1.NewMsgVote(bob.addr, 1, govv1.OptionYes, "why not"))
	one("vote differently", bob, govv1.NewMsgVoteWeighted(bob.addr, 1, govv1.WeightedVoteOptions{
		govv1.NewWeightedVoteOption(govv1.OptionYes, sdkmath.LegacyNewDecWithPrec(7, 1)), govv1.NewWeightedVoteOption(govv1.OptionAbstain, sdkmath.LegacyNewDecWithPrec(3, 1))}, ""))
	one("vote more than whole", bob, govv1.NewMsgVoteWeighted(bob.addr, 1, govv1.WeightedVoteOptions{
		govv1.NewWeightedVoteOption(govv1.OptionYes, sdkmath.LegacyNewDecWithPrec(7, 1)), govv1.NewWeightedVoteOption(govv1.OptionNo, sdkmath.LegacyNewDecWithPrec(4, 1))}, ""))
	one("vote for nothing", bob, govv1.NewMsgVote(bob.addr, 99, govv1.OptionYes, ""))
	one("vote oddly", bob, govv1.NewMsgVote(bob.addr, 1, govv1.VoteOption(9), ""))
	one("not from governance", alice, submit("1000stake", alice, banktypes.NewMsgSend(alice.addr, carol.addr, coins("3stake"))))
	named := submit("1000stake", alice, pay)
	named.Metadata = `{"title":"Another","summary":"A summary"}`
	one("metadata of another", alice, named)
	named = submit("1000stake", alice, pay)
	named.Title = ""
	one("no title", alice, named)
	one("no messages", alice, submit("1000stake", alice))
	govQueries(r, alice, bob, 1)
	one("fails when it is done", bob, submit("1000stake", bob, banktypes.NewMsgSend(gov, carol.addr, coins("999999stake"))))
	one("vote for it", bob, govv1.NewMsgVote(bob.addr, 2, govv1.OptionYes, ""))
	fast, err := govv1.NewMsgSubmitProposal([]sdk.Msg{pay}, coins("5000stake"), bob.addr.String(), "ipfs://CID", "Fast", "A summary", true)
	check(err)
	one("expedited", bob, fast)
	one("cancelled by another", alice, govv1.NewMsgCancelProposal(2, alice.addr.String()))
	one("to be cancelled", alice, submit("1000stake", alice, pay))
	one("cancelled", alice, govv1.NewMsgCancelProposal(4, alice.addr.String()))
	one("never paid", alice, submit("500stake", alice, pay))
	text, err := govv1beta1.NewMsgSubmitProposal(govv1beta1.NewTextProposal("Old", "An old proposal"), coins("1000stake"), alice.addr)
	check(err)
	one("an old proposal", alice, text)
	one("an old vote", bob, govv1beta1.NewMsgVote(bob.addr, 6, govv1beta1.OptionNoWithVeto))
	old, err := govv1beta1.NewMsgSubmitProposal(govv1beta1.NewTextProposal(" ", "An old proposal"), coins("1000stake"), alice.addr)
	check(err)
	one("a blank old proposal", alice, old)
	govQueries(r, alice, bob, 6)
	r.block(20)
	r.block(20)
	r.block(40)
	govQueries(r, alice, bob, 1)
	one("vote too late", bob, govv1.NewMsgVote(bob.addr, 1, govv1.OptionYes, ""))
	one("deposit too late", bob, govv1.NewMsgDeposit(bob.addr, 1, coins("950stake")))
	one("cancel too late", alice, govv1.NewMsgCancelProposal(1, alice.addr.String()))
	r.ask("/cosmos.bank.v1beta1.Query/AllBalances", &banktypes.QueryAllBalancesRequest{Address: carol.addr.String()})
}

func govQueries(r *recording, alice, bob *account, id uint64) {
	const q, o = "/cosmos.gov.v1.Query/", "/cosmos.gov.v1beta1.Query/"
	r.ask(q+"Constitution", &govv1.QueryConstitutionRequest{})
	r.ask(q+"Proposal", &govv1.QueryProposalRequest{ProposalId: id})
	r.ask(q+"Proposal", &govv1.QueryProposalRequest{ProposalId: 99})
	r.ask(q+"Proposal", &govv1.QueryProposalRequest{})
	r.ask(q+"Proposals", &govv1.QueryProposalsRequest{})
	r.ask(q+"Proposals", &govv1.QueryProposalsRequest{ProposalStatus: govv1.StatusVotingPeriod, Voter: bob.addr.String()})
	r.ask(q+"Proposals", &govv1.QueryProposalsRequest{Depositor: alice.addr.String(), Pagination: &query.PageRequest{Limit: 1, CountTotal: true}})
	r.ask(q+"Vote", &govv1.QueryVoteRequest{ProposalId: id, Voter: bob.addr.String()})
	r.ask(q+"Vote", &govv1.QueryVoteRequest{ProposalId: id, Voter: alice.addr.String()})
	r.ask(q+"Votes", &govv1.QueryVotesRequest{ProposalId: id})
	r.ask(q+"Params", &govv1.QueryParamsRequest{})
	r.ask(q+"Params", &govv1.QueryParamsRequest{ParamsType: "deposit"})
	r.ask(q+"Params", &govv1.QueryParamsRequest{ParamsType: "odd"})
	r.ask(q+"Deposit", &govv1.QueryDepositRequest{ProposalId: id, Depositor: alice.addr.String()})
	r.ask(q+"Deposit", &govv1.QueryDepositRequest{ProposalId: 99, Depositor: alice.addr.String()})
	r.ask(q+"Deposits", &govv1.QueryDepositsRequest{ProposalId: id})
	r.ask(q+"TallyResult", &govv1.QueryTallyResultRequest{ProposalId: id})
	r.ask(o+"Proposal", &govv1beta1.QueryProposalRequest{ProposalId: id})
	r.ask(o+"Proposals", &govv1beta1.QueryProposalsRequest{})
	r.ask(o+"Vote", &govv1beta1.QueryVoteRequest{ProposalId: id, Voter: bob.addr.String()})
	r.ask(o+"Votes", &govv1beta1.QueryVotesRequest{ProposalId: id})
	r.ask(o+"Params", &govv1beta1.QueryParamsRequest{ParamsType: "deposit"})
	r.ask(o+"Params", &govv1beta1.QueryParamsRequest{ParamsType: "voting"})
	r.ask(o+"Params", &govv1beta1.QueryParamsRequest{ParamsType: "tallying"})
	r.ask(o+"Params", &govv1beta1.QueryParamsRequest{})
	r.ask(o+"Deposit", &govv1beta1.QueryDepositRequest{ProposalId: id, Depositor: alice.addr.String()})
	r.ask(o+"Deposits", &govv1beta1.QueryDepositsRequest{ProposalId: id})
	r.ask(o+"TallyResult", &govv1beta1.QueryTallyResultRequest{ProposalId: id})
}

func grants(r *recording) {
	alice, bob, carol := people()
	r.begin([]*account{alice, bob, carol}, r.shortTimes)
	r.block(5)
	dave := newAccount("dave", 0)
	one := func(label string, by *account, msgs ...sdk.Msg) {
		r.labelled(5, []string{label}, r.sign(txSpec{msgs: msgs, signers: []*account{by}, fee: coins("4000stake"), gas: 500_000}))
	}
	grant := func(a authz.Authorization, seconds int) sdk.Msg {
		var end *time.Time
		if seconds != 0 {
			t := r.now.Add(time.Duration(seconds) * time.Second)
			end = &t
		}
		m, err := authz.NewMsgGrant(alice.addr, bob.addr, a, end)
		check(err)
		return m
	}
	exec := func(by *account, msgs ...sdk.Msg) sdk.Msg {
		m := authz.NewMsgExec(by.addr, msgs)
		return &m
	}
	one("nothing granted", bob, exec(bob, send(alice.addr, carol.addr, "1ucosm")))
	one("send limit", alice, grant(banktypes.NewSendAuthorization(coins("10ucosm"), nil), 60))
	one("within it", bob, exec(bob, send(alice.addr, carol.addr, "4ucosm")))
	one("two within it", bob, exec(bob, send(alice.addr, carol.addr, "1ucosm"), send(alice.addr, dave.addr, "1ucosm")))
	one("past it", bob, exec(bob, send(alice.addr, carol.addr, "40ucosm")))
	one("another kind", bob, exec(bob, banktypes.NewMsgMultiSend(banktypes.NewInput(alice.addr, coins("1ucosm")),
		[]banktypes.Output{banktypes.NewOutput(bob.addr, coins("1ucosm"))})))
	grantQueries(r, alice, bob)
	one("all of it", bob, exec(bob, send(alice.addr, carol.addr, "4ucosm")))
	one("listed recipients", alice, grant(banktypes.NewSendAuthorization(coins("10ucosm"), []sdk.AccAddress{carol.addr}), 0))
	one("to another", bob, exec(bob, send(alice.addr, dave.addr, "1ucosm")))
	one("to the listed", bob, exec(bob, send(alice.addr, carol.addr, "1ucosm")))
	one("any message", alice, grant(authz.NewGenericAuthorization(sdk.MsgTypeURL(&stakingtypes.MsgDelegate{})), 40))
	one("a longer time", alice, grant(authz.NewGenericAuthorization(sdk.MsgTypeURL(&stakingtypes.MsgDelegate{})), 50))
	one("delegate for alice", bob, exec(bob, stakingtypes.NewMsgDelegate(alice.addr.String(), r.valAddr().String(), stake(1000))))
	one("fails for alice", bob, exec(bob, stakingtypes.NewMsgDelegate(alice.addr.String(), sdk.ValAddress(alice.addr).String(), stake(1000))))
	one("fails in the sending", bob, exec(bob, send(alice.addr, carol.addr, "1ucosm"), send(bob.addr, authtypes.NewModuleAddress("mint"), "1ucosm")))
	one("in one's own name", bob, exec(bob, send(bob.addr, carol.addr, "1ucosm")))
	one("nested", bob, exec(bob, exec(bob, send(bob.addr, carol.addr, "1ucosm"))))
	one("nothing to do", bob, exec(bob))
	one("an unknown message", alice, grant(authz.NewGenericAuthorization("/no.Such"), 0))
	one("in the past", alice, grant(authz.NewGenericAuthorization(sdk.MsgTypeURL(&banktypes.MsgSend{})), -60))
	self, err := authz.NewMsgGrant(alice.addr, alice.addr, authz.NewGenericAuthorization("/x"), nil)
	check(err)
	one("to oneself", alice, self)
	limit := stake(500)
	stakes, err := stakingtypes.NewStakeAuthorization([]sdk.ValAddress{r.valAddr()}, nil, stakingtypes.AuthorizationType_AUTHORIZATION_TYPE_UNDELEGATE, &limit)
	check(err)
	one("stake limit", alice, grant(stakes, 0))
	one("take back for alice", bob, exec(bob, stakingtypes.NewMsgUndelegate(alice.addr.String(), r.valAddr().String(), stake(200))))
	one("take back too much", bob, exec(bob, stakingtypes.NewMsgUndelegate(alice.addr.String(), r.valAddr().String(), stake(400))))
	grantQueries(r, alice, bob)
	revoke := authz.NewMsgRevoke(alice.addr, bob.addr, sdk.MsgTypeURL(&banktypes.MsgSend{}))
	one("revoke", alice, &revoke)
	one("revoke again", alice, &revoke)
	r.block(60)
	grantQueries(r, alice, bob)
	fees(r, alice, bob, carol)
}

func grantQueries(r *recording, alice, bob *account) {
	const q = "/cosmos.authz.v1beta1.Query/"
	a, b := alice.addr.String(), bob.addr.String()
	r.ask(q+"Grants", &authz.QueryGrantsRequest{Granter: a, Grantee: b})
	r.ask(q+"Grants", &authz.QueryGrantsRequest{Granter: a, Grantee: b, MsgTypeUrl: sdk.MsgTypeURL(&banktypes.MsgSend{})})
	r.ask(q+"Grants", &authz.QueryGrantsRequest{Granter: a, Grantee: b, MsgTypeUrl: "/x"})
	r.ask(q+"Grants", &authz.QueryGrantsRequest{Granter: a, Grantee: "b"})
	r.ask(q+"GranterGrants", &authz.QueryGranterGrantsRequest{Granter: a, Pagination: &query.PageRequest{Limit: 1}})
	r.ask(q+"GranterGrants", &authz.QueryGranterGrantsRequest{Granter: b})
	r.ask(q+"GranteeGrants", &authz.QueryGranteeGrantsRequest{Grantee: b, Pagination: &query.PageRequest{Limit: 1, CountTotal: true}})
}

func fees(r *recording, alice, bob, carol *account) {
	one := func(label string, by *account, msgs ...sdk.Msg) {
		r.labelled(5, []string{label}, r.sign(txSpec{msgs: msgs, signers: []*account{by}, fee: coins("4000stake"), gas: 500_000}))
	}
	paid := func(label, fee string, msgs ...sdk.Msg) {
		before := bob.seq
		res := r.labelled(5, []string{label}, r.sign(txSpec{msgs: msgs, signers: []*account{bob}, fee: coins(fee), gas: 500_000, granter: alice.addr}))
		if res.TxResults[0].Code != 0 && res.TxResults[0].Codespace != "bank" {
			bob.seq = before
		}
	}
	allow := func(a feegrant.FeeAllowanceI, to *account) sdk.Msg {
		m, err := feegrant.NewMsgGrantAllowance(a, alice.addr, to.addr)
		check(err)
		return m
	}
	hi := send(bob.addr, carol.addr, "1ucosm")
	frank := newAccount("frank", 0)
	soon := r.now.Add(100 * time.Second)
	paid("not allowed", "50stake", hi)
	one("allow up to an amount", alice, allow(&feegrant.BasicAllowance{SpendLimit: coins("100stake"), Expiration: &soon}, bob))
	one("allow again", alice, allow(&feegrant.BasicAllowance{}, bob))
	one("allow oneself", alice, allow(&feegrant.BasicAllowance{}, alice))
	one("allow somebody new", alice, allow(&feegrant.BasicAllowance{}, frank))
	past := r.now.Add(-time.Second)
	one("allow in the past", alice, allow(&feegrant.BasicAllowance{Expiration: &past}, carol))
	one("allow a bad amount", alice, allow(&feegrant.BasicAllowance{SpendLimit: sdk.Coins{sdk.Coin{Denom: "x", Amount: sdkmath.NewInt(1)}}}, carol))
	paid("allowed", "50stake", hi)
	paid("too much", "60stake", hi)
	const q = "/cosmos.feegrant.v1beta1.Query/"
	a, b := alice.addr.String(), bob.addr.String()
	ask := func() {
		r.ask(q+"Allowance", &feegrant.QueryAllowanceRequest{Granter: a, Grantee: b})
		r.ask(q+"Allowances", &feegrant.QueryAllowancesRequest{Grantee: b})
		r.ask(q+"AllowancesByGranter", &feegrant.QueryAllowancesByGranterRequest{Granter: a, Pagination: &query.PageRequest{Limit: 1, CountTotal: true}})
	}
	ask()
	r.ask(q+"Allowance", &feegrant.QueryAllowanceRequest{Granter: b, Grantee: a})
	paid("the rest", "50stake", hi)
	paid("used up", "50stake", hi)
	periodic := &feegrant.PeriodicAllowance{Basic: feegrant.BasicAllowance{SpendLimit: coins("100stake")}, Period: 20 * time.Second,
		PeriodSpendLimit: coins("30stake"), PeriodCanSpend: coins("30stake"), PeriodReset: r.now}
	one("allow periodically", alice, allow(periodic, bob))
	paid("in the period", "20stake", hi)
	paid("past the period", "20stake", hi)
	r.block(30)
	paid("in the next period", "20stake", hi)
	ask()
	revoke := feegrant.NewMsgRevokeAllowance(alice.addr, bob.addr)
	one("revoke allowance", alice, &revoke)
	one("revoke allowance again", alice, &revoke)
	kinds, err := feegrant.NewAllowedMsgAllowance(&feegrant.BasicAllowance{SpendLimit: coins("100stake")}, []string{sdk.MsgTypeURL(&banktypes.MsgSend{})})
	check(err)
	one("allow a kind of message", alice, allow(kinds, bob))
	paid("of the kind", "20stake", hi)
	paid("of another kind", "20stake", stakingtypes.NewMsgDelegate(b, r.valAddr().String(), stake(1000)))
	one("prune", carol, &feegrant.MsgPruneAllowances{Pruner: carol.addr.String()})
	r.block(200)
	ask()
}
