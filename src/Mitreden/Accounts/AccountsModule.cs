using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Contracts;
using Mitreden.Accounts.Entering;
using Mitreden.Accounts.Invitations;
using Mitreden.Accounts.Own;
using Mitreden.Accounts.Returning;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Accounts;

/// <summary>Accounts, sessions, invitations: how somebody gets in.</summary>
public sealed class AccountsModule : Module
{
    /// <inheritdoc />
    public override void AddServices(IServiceCollection services, MitredenSettings settings)
    {
        services.AddIdentityCore<Account>(options =>
        {
            // The library checks the name again whenever it keeps a passkey, and would allow hardly more than a to z; passwords and locks are ours alone.
            options.User.AllowedUserNameCharacters = "";
            options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        }).AddEntityFrameworkStores<AppDb>().AddSignInManager().AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(options => SessionCookie.Configure(options, settings));
            // Holds the question of a passkey until the browser has answered.
            cookies.TwoFactorUserIdCookie!.Configure(options => options.Cookie.Guard(settings, "mitreden-passkey"));
        });
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // Behind a proxy the program does not see the address that the browser shows; the settings know it.
            options.ServerDomain = Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var address) ? address.Host : null;
            options.ResidentKeyRequirement = options.UserVerificationRequirement = "required";
        });
        services.AddSingleton<StampQuery>();
        services.AddScoped<Sessions>();
        services.AddScoped<OpenSession>();
        services.AddScoped<IOpenSession>(sp => sp.GetRequiredService<OpenSession>());
        services.AddScoped<SignInNames>();
        services.AddScoped<Entrance>();
        services.AddScoped<Misses>();
        services.AddScoped<Passkeys>();
        services.AddScoped<LinkByMail>();
        services.AddScoped<WayNews>();
        services.AddScoped<Founding>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<Inviting>();
        services.AddScoped<Joining>();
        services.AddScoped<GivingAccess>();
        services.AddScoped<ComingBack>();
        services.AddScoped<IStartCard, WaitingCard>();
        services.AddScoped<IWhen<PersonLeft>, WhenPersonLeft>();
        services.AddScoped<IWhen<AddressChanged>, WhenAddressChanged>();
        services.AddScoped<OwnAddress>();
        services.AddJob<AskForLink, AskForLinkHandler>();
        services.AddJob<CountMiss, CountMissHandler>();
        services.AddRecurring<ForgetExpired, ForgetExpiredHandler>(TimeSpan.FromDays(1));
        services.AddTransient<ISeed, DemoSeed>();
        services.AddScoped<IPersonalData, AccountData>();
    }

    /// <inheritdoc />
    public override void Map(ModelBuilder model) => AccountsData.Map(model);

    /// <inheritdoc />
    public override void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        DemoSignIn.Map(endpoints);
        Endpoints.Map(endpoints);
    }
}
