using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Returning;
using Mitreden.Foundation.Data;

namespace Mitreden.Accounts;

internal static class AccountsData
{
    extension(AppDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();
        public DbSet<SignInLink> SignInLinks => db.Set<SignInLink>();
        public DbSet<EndedSession> EndedSessions => db.Set<EndedSession>();
        public DbSet<Invitation> Invitations => db.Set<Invitation>();
        public DbSet<NewAccess> NewAccesses => db.Set<NewAccess>();
        public DbSet<FirstRun> FirstRuns => db.Set<FirstRun>();
        public DbSet<IdentityUserPasskey<Guid>> Passkeys => db.Set<IdentityUserPasskey<Guid>>();
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<Account>(account =>
        {
            account.ToTable("Accounts");
            account.HasIndex(a => a.NormalizedUserName).IsUnique();
            account.HasIndex(a => a.NormalizedEmail).IsUnique();
            account.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
            account.Property(a => a.UserName).HasMaxLength(Account.LongestName);
            account.Property(a => a.NormalizedUserName).HasMaxLength(Account.LongestName);
            account.Property(a => a.Email).HasMaxLength(Account.LongestName);
            account.Property(a => a.NormalizedEmail).HasMaxLength(Account.LongestName);
            account.Stored("signs the person in", Basis.Contract, Keep.Employment, Seen.Program,
                "Id", "PasswordHash", "SecurityStamp", "ConcurrencyStamp", "NormalizedUserName", "NormalizedEmail", "EmailConfirmed",
                "PhoneNumber", "PhoneNumberConfirmed", "TwoFactorEnabled", "LockoutEnd", "LockoutEnabled", "AccessFailedCount");
            account.Stored("is what the person types to sign in", Basis.Contract, Keep.Employment, Seen.Self, "UserName", "Email");
        });
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("Passkeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
            passkey.Stored("signs the person in without a password", Basis.Contract, Keep.Employment, Seen.Self, "CredentialId", "UserId", "Data");
        });
        model.Entity<SignInLink>(link =>
        {
            link.ToTable("SignInLinks");
            link.Property(l => l.TokenHash).HasMaxLength(64);
            link.Property(l => l.Proves).HasMaxLength(Account.LongestName);
            link.HasIndex(l => l.TokenHash).IsUnique();
            link.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<EndedSession>(session =>
        {
            session.ToTable("EndedSessions");
            session.HasKey(s => s.SecretHash);
            session.Property(s => s.SecretHash).HasMaxLength(64);
        });
        MapInvitations(model);
        MapUnused(model);
    }

    private static void MapInvitations(ModelBuilder model)
    {
        model.Entity<Invitation>(invitation =>
        {
            invitation.ToTable("Invitations");
            invitation.Property(i => i.TokenHash).HasMaxLength(64);
            invitation.Property(i => i.MailedTo).HasMaxLength(Account.LongestName);
            invitation.HasIndex(i => i.TokenHash).IsUnique();
            // Both guard against two things at once: accepting twice, or accepting what is being taken back.
            invitation.Property(i => i.UsedAt).IsConcurrencyToken();
            invitation.Property(i => i.RevokedAt).IsConcurrencyToken();
            invitation.HasIndex(i => i.PersonId).IsUnique().HasFilter("\"UsedAt\" IS NULL AND \"RevokedAt\" IS NULL");
        });
        model.Entity<NewAccess>(access =>
        {
            access.ToTable("NewAccesses");
            access.Property(a => a.TokenHash).HasMaxLength(64);
            access.HasIndex(a => a.TokenHash).IsUnique();
            access.Property(a => a.UsedAt).IsConcurrencyToken();
            access.Property(a => a.RevokedAt).IsConcurrencyToken();
            access.HasIndex(a => a.PersonId).IsUnique().HasFilter("\"UsedAt\" IS NULL AND \"RevokedAt\" IS NULL");
        });
        model.Entity<FirstRun>(run =>
        {
            run.ToTable("FirstRuns");
            run.Property(r => r.Id).ValueGeneratedNever();
        });
    }

    /// <summary>Tables that the identity library asks for; the product does not use what they could hold.</summary>
    private static void MapUnused(ModelBuilder model)
    {
        model.Entity<IdentityUserClaim<Guid>>(claim =>
        {
            claim.ToTable("AccountClaims");
            claim.HasOne<Account>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
            claim.Stored("stays empty", Basis.NotPersonal, Keep.Employment, Seen.Program, "Id", "UserId", "ClaimType", "ClaimValue");
        });
        model.Entity<IdentityUserLogin<Guid>>(login =>
        {
            login.ToTable("AccountLogins");
            login.HasKey(l => new { l.LoginProvider, l.ProviderKey });
            login.HasOne<Account>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
            login.Stored("stays empty", Basis.NotPersonal, Keep.Employment, Seen.Program, "LoginProvider", "ProviderKey", "ProviderDisplayName", "UserId");
        });
        model.Entity<IdentityUserToken<Guid>>(token =>
        {
            token.ToTable("AccountTokens");
            token.HasKey(t => new { t.UserId, t.LoginProvider, t.Name });
            token.HasOne<Account>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
            token.Stored("stays empty", Basis.NotPersonal, Keep.Employment, Seen.Program, "UserId", "LoginProvider", "Name", "Value");
        });
    }
}
