namespace Mitreden.Placement.Estimator;

/// <summary>A situation with four reactions, each worth 0 to 3 points; "I do not know" is worth 0.</summary>
/// <param name="Id">Names the item within its bank.</param>
/// <param name="Domain">What it is about.</param>
/// <param name="AuthorDifficulty">How hard its author thinks it is, 1 (everybody) to 7 (hardly anybody).</param>
/// <param name="Calibration">What answers have shown, once there are enough of them; null until then.</param>
public sealed record Item(string Id, Domain Domain, int AuthorDifficulty, ItemCalibration? Calibration = null)
{
    /// <summary>Most points that a reaction can have.</summary>
    public const int MostPoints = 3;

    /// <summary>Lowest difficulty that an author can give.</summary>
    public const int Easiest = 1;

    /// <summary>Highest difficulty that an author can give.</summary>
    public const int Hardest = 7;

    /// <summary>What is believed about the item: its calibration, or what follows from the author's difficulty.</summary>
    /// <param name="parameters">Step between two difficulties and trust in authors.</param>
    public ItemCalibration Believed(PlacementParameters parameters) => Calibration ?? new ItemCalibration(
        parameters.Discrimination, (AuthorDifficulty - parameters.MiddleDifficulty) * parameters.DifficultyStep, parameters.AuthorVariance);
}

/// <summary>An item on the logit scale of the traits.</summary>
/// <param name="Discrimination">Slope a, per logit; above 0, mostly 0.6 to 2.</param>
/// <param name="Difficulty">Middle threshold b, in logits; about -2 to 2.</param>
/// <param name="Variance">How unsure b is, in squared logits; 0 or more.</param>
public sealed record ItemCalibration(double Discrimination, double Difficulty, double Variance);
