using Mitreden;
using Mitreden.Foundation.Web;

var builder = WebApplication.CreateBuilder(CommandLine.Options(args));
builder.AddFoundation(Modules.All);
var app = builder.Build();
app.UseFoundation(Modules.All);
return await app.RunToEndAsync();
